package catalog

import (
	"cmp"
	"math/bits"
	"slices"
)

// Compared is the work of several roles in a shape, set against each other.
type Compared struct {
	Roles   []*Role
	Shape   *Shape
	Sets    []Set // those that hold work: what all have first, what one has alone last
	Neither int   // rows in which none of them takes part
}

// Set is the work in which exactly these of the compared roles take part, which is to answer for it or to do it.
type Set struct {
	Has   []bool // for each of the compared roles
	Parts []Part // in the order of the matrix
}

// Part is a piece of work with the letter of each of the compared roles.
type Part struct {
	Responsibility *Responsibility
	Letters        []Letter
}

// Size is how many of the roles take part.
func (s Set) Size() int {
	n := 0
	for _, has := range s.Has {
		if has {
			n++
		}
	}
	return n
}

// Differs reports whether the roles that take part do so with different letters.
func (p Part) Differs() bool {
	var first Letter
	for _, l := range p.Letters {
		switch {
		case !l.Takes():
		case first == None:
			first = l
		case l != first:
			return true
		}
	}
	return false
}

// Compare sets the work of roles in a shape against each other. A role for which no shape has a column counts with the
// letters it takes where it exists. There may be at most 16 roles.
func (c *Catalog) Compare(s *Shape, roles []*Role) Compared {
	out := Compared{Roles: roles, Shape: s}
	sets := map[uint16][]Part{}
	for _, row := range s.Rows {
		part, key := Part{Responsibility: row.Responsibility}, uint16(0)
		for i, role := range roles {
			letter := c.PartOf(s, row.Responsibility, role)
			part.Letters = append(part.Letters, letter)
			if letter.Takes() {
				key |= 1 << i
			}
		}
		sets[key] = append(sets[key], part)
	}
	out.Neither = len(sets[0])
	delete(sets, 0)
	for key, parts := range sets {
		set := Set{Has: make([]bool, len(roles)), Parts: parts}
		for i := range roles {
			set.Has[i] = key&(1<<i) != 0
		}
		out.Sets = append(out.Sets, set)
	}
	slices.SortFunc(out.Sets, func(a, b Set) int {
		return cmp.Or(cmp.Compare(b.Size(), a.Size()), cmp.Compare(bits.Reverse16(b.key()), bits.Reverse16(a.key())))
	})
	return out
}

// key has a bit for each role that takes part, the first role's lowest.
func (s Set) key() uint16 {
	key := uint16(0)
	for i, has := range s.Has {
		if has {
			key |= 1 << i
		}
	}
	return key
}

// PartOf returns a role's part in a responsibility: its letter in the shape's matrix or, for a role for which no shape
// has a column, the letter it takes where it exists.
func (c *Catalog) PartOf(s *Shape, r *Responsibility, role *Role) Letter {
	if c.InMatrix(role) {
		return s.Letter(r, role)
	}
	for _, t := range role.Takes {
		if t.Responsibility == r {
			return t.Letter
		}
	}
	return None
}
