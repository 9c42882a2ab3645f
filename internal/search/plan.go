package search

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/search/query"
)

// MaxQuery is how many characters of a query are read; the rest is ignored.
const MaxQuery = 300

// maxTerms is how many words of a query are asked for.
const maxTerms = 24

// term is an analysed word of a query with its place; places are missing where stop words stood.
type term struct {
	text     string
	position int
}

// parsed is a query taken apart.
type parsed struct {
	terms  []term   // of the whole query, quotation marks left out
	quotes [][]term // parts in quotation marks: a hit must hold each as it stands
}

var quoted = regexp.MustCompile(`["“”]([^"“”]*)["“”]`)

// parse takes a query apart. A quotation mark without a partner is left out.
func (ix *Index) parse(text string) parsed {
	text = clip(text)
	var p parsed
	for _, m := range quoted.FindAllStringSubmatch(text, -1) {
		if terms := ix.analyse(m[1]); len(terms) > 0 {
			p.quotes = append(p.quotes, terms)
		}
	}
	p.terms = ix.analyse(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"“”`, r) {
			return ' '
		}
		return r
	}, text))
	return p
}

// clip cuts a query at MaxQuery characters.
func clip(text string) string {
	if r := []rune(text); len(r) > MaxQuery {
		return string(r[:MaxQuery])
	}
	return text
}

// analyse makes terms of text, as the index did.
func (ix *Index) analyse(text string) []term {
	analyzer := ix.bleve.Mapping().AnalyzerNamed(analyzerName)
	var tokens analysis.TokenStream
	if analyzer != nil {
		tokens = analyzer.Analyze([]byte(normalise(text)))
	}
	var terms []term
	for _, t := range tokens {
		if len(terms) < maxTerms {
			terms = append(terms, term{string(t.Term), t.Position})
		}
	}
	return terms
}

// Plan makes bleve's query of a parsed one:
//
//	should( match(title)^4, phrase(title)^4, match(names)^3, phrase(names)^3, match(headings)^2, phrase(headings)^2, match(body) )
//	must( phrase(title | names | headings | body) ), once for each part in quotation marks
//
// A phrase is asked for where there is more than one word. While somebody types, the last word is the beginning of one:
// prefixes are the terms it may become, and take its place.
func plan(p parsed, prefixes []string) query.Query {
	last := len(p.terms) - 1
	var clauses []query.Query
	for _, f := range fields {
		var words []query.Query
		for i, t := range p.terms {
			if i == last && len(prefixes) > 0 {
				words = append(words, anyOf(prefixes, f))
			} else {
				words = append(words, termQuery(t.text, f))
			}
		}
		clauses = append(clauses, disjunction(words))
		if f.phrase && len(p.terms) > 1 && len(prefixes) == 0 {
			clauses = append(clauses, phraseQuery(p.terms, f.name, f.boost))
		}
	}
	top := disjunction(clauses)
	if len(p.quotes) == 0 {
		return top
	}
	var musts []query.Query
	for _, q := range p.quotes {
		var where []query.Query
		for _, f := range fields {
			where = append(where, phraseQuery(q, f.name, 1))
		}
		musts = append(musts, disjunction(where))
	}
	return query.NewBooleanQuery(musts, []query.Query{top}, nil)
}

func termQuery(text string, f field) query.Query {
	q := query.NewTermQuery(text)
	q.SetField(f.name)
	q.SetBoost(f.boost)
	return q
}

func anyOf(terms []string, f field) query.Query {
	var all []query.Query
	for _, t := range terms {
		all = append(all, termQuery(t, f))
	}
	return disjunction(all)
}

func disjunction(all []query.Query) query.Query {
	q := query.NewDisjunctionQuery(all)
	q.SetMin(1)
	return q
}

// phraseQuery asks for terms that stand together as in the query; an empty term stands for a stop word.
func phraseQuery(terms []term, field string, boost float64) query.Query {
	words := make([]string, terms[len(terms)-1].position-terms[0].position+1)
	for _, t := range terms {
		words[t.position-terms[0].position] = t.text
	}
	q := query.NewPhraseQuery(words, field)
	q.SetBoost(boost)
	return q
}

// prefixTerms returns the terms that a word being typed may become: the commonest eight, by the documents that hold them
// in the field that has most of them, then in the order of the alphabet. A stemmed term stands for words longer than
// itself, so the word may also be the term's stem, or begin with the term less its last letter.
func (ix *Index) prefixTerms(stem, typed string) []string {
	if utf8.RuneCountInString(typed) < MinPrefix {
		return nil
	}
	var found []dictEntry
	for _, d := range ix.dictionary() {
		if completes(d.term, stem, typed) {
			found = append(found, d)
		}
	}
	slices.SortStableFunc(found, func(a, b dictEntry) int {
		return cmp.Or(cmp.Compare(b.most(), a.most()), cmp.Compare(a.term, b.term))
	})
	var terms []string
	for _, d := range found[:min(len(found), maxPrefixes)] {
		terms = append(terms, d.term)
	}
	return terms
}

// completes reports whether a term is one that the typed word, whose stem is given, may become.
func completes(term, stem, typed string) bool {
	if strings.HasPrefix(term, typed) || term == stem {
		return true
	}
	_, size := utf8.DecodeLastRuneInString(term)
	short := term[:len(term)-size]
	return utf8.RuneCountInString(short) >= max(MinPrefix, utf8.RuneCountInString(typed)-maxStemmed) && strings.HasPrefix(typed, short)
}

const (
	MinPrefix   = 3 // letters of a word that are typed before it is completed
	maxStemmed  = 4 // letters by which a stem is taken to be shorter than its word
	maxPrefixes = 8
)
