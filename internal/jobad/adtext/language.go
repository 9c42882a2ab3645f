package adtext

import "strings"

// functionWords are the commonest words of the languages that are told apart.
var functionWords = []struct{ language, words string }{
	{"en", "the and of to in with for you our we is are will your or on as an that this"},
	{"de", "und der die das mit für von wir sie ist ein eine den im bei auf zu als oder ihre"},
	{"fr", "et de la le les des vous nous pour dans une un en du avec est sur votre au ou"},
	{"es", "y de la el los las para con en una un que por del nuestro se tu como más o"},
	{"nl", "en de het een van je met voor wij in op zijn bij ons naar te aan jij onze of"},
	{"pl", "i w z na do się oraz dla jest nie że od po jak lub przez ze są o nasz"},
	{"pt", "e de a o os as para com em uma um que do da por nosso se como mais ou"},
	{"it", "e di il la che per con in una un del della i gli le nostro sono al come o"},
}

// known are the languages of a word, by their numbers.
var known = func() map[string][]int {
	m := map[string][]int{}
	for i, f := range functionWords {
		for w := range strings.FieldsSeq(f.words) {
			m[w] = append(m[w], i)
		}
	}
	return m
}()

// Language returns the language a text seems to be written in, as in ISO 639-1: the one whose commonest words are the most
// frequent; "" where there are fewer than twenty words, or hardly any of those.
func Language(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 0xC0)
	})
	if len(words) < 20 {
		return ""
	}
	counts := make([]int, len(functionWords))
	for _, w := range words {
		for _, i := range known[w] {
			counts[i]++
		}
	}
	best, most := "", 0
	for i, n := range counts {
		if n > most {
			best, most = functionWords[i].language, n
		}
	}
	if most*12 < len(words) && best != "en" || most*25 < len(words) {
		return ""
	}
	return best
}
