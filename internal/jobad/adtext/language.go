package adtext

import "strings"

// functionWords are the commonest words of the languages that are told apart; English is the first.
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

// scripts are those that tell a language by themselves, the more telling first: Japanese is written in kana and in the signs
// of Chinese.
var scripts = []struct {
	language  string
	from, end rune
}{
	{"ja", 0x3040, 0x3100}, {"ko", 0xAC00, 0xD7A4}, {"zh", 0x4E00, 0xA000}, {"el", 0x0370, 0x0400}, {"he", 0x0590, 0x0600}, {"th", 0x0E00, 0x0E80},
}

// foreign returns the language of a text of twenty letters or more most of which are not Latin: "und", as in ISO 639-2, where
// the script does not tell it.
func foreign(text string) string {
	latin, others := 0, 0
	counts := make([]int, len(scripts))
	for _, r := range text {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xC0 && r < 0x370:
			latin++
		case r >= 0x370 && r < 0x2000 || r >= 0x2E80 && r < 0xD800:
			others++
		}
		for i, s := range scripts {
			if r >= s.from && r < s.end {
				counts[i]++
			}
		}
	}
	if others <= latin || others < 20 {
		return ""
	}
	for i, n := range counts {
		if n*5 >= others {
			return scripts[i].language
		}
	}
	return "und"
}

// Language returns the language a text seems to be written in, as in ISO 639-1: the one whose commonest words are the most
// frequent, or English where its words are nearly as frequent; "" where there are fewer than twenty words, or hardly any of
// those. Of another script it is that script's language, or "und".
func Language(text string) string {
	if l := foreign(text); l != "" {
		return l
	}
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
	if counts[0]*5 >= most*3 {
		best, most = functionWords[0].language, counts[0] // of an ad in two languages the English can be read
	}
	if most*12 < len(words) && best != "en" || most*25 < len(words) {
		return ""
	}
	return best
}
