package diag

import "strings"

// DidYouMean returns `did you mean "x"?` for the candidate nearest to word, or "" when none is near.
// Nearness is the edit distance with transpositions (optimal string alignment), at most a third of the word's length;
// of equally near candidates the first wins. A candidate that word begins or ends counts as near too.
func DidYouMean(word string, candidates []string) string {
	if best := Nearest(word, candidates); best != "" {
		return `did you mean "` + best + `"?`
	}
	return ""
}

// Nearest returns the candidate DidYouMean would name, or "".
func Nearest(word string, candidates []string) string {
	if word == "" || len(word) > 100 {
		return ""
	}
	best, bestDistance := "", max(1, len(word)/3)+1
	for _, c := range candidates {
		if d := Distance(strings.ToLower(word), strings.ToLower(c), bestDistance); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	if best != "" || len(word) < 3 {
		return best
	}
	for _, c := range candidates {
		if strings.HasPrefix(c, word) || strings.HasSuffix(c, "-"+word) {
			return c
		}
	}
	return ""
}

// Distance returns how many letters are put in, left out, changed or swapped with a neighbour on the way from a to b
// (optimal string alignment); where the lengths alone differ by limit or more, it returns limit.
func Distance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if d := len(s) - len(t); d >= limit || -d >= limit {
		return limit
	}
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
