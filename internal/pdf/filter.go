package pdf

import (
	"bytes"
	"compress/flate"
	"encoding/ascii85"
	"io"
)

// unpack returns the bytes of a stream; false where they are broken. LZW and run lengths, in which nobody has packed text for
// twenty years, are refused.
func (d *document) unpack(s *stream) ([]byte, bool) {
	data := s.raw
	d.payBytes(len(data))
	var filters, parms array
	switch f := d.value(s.dict["Filter"]).(type) {
	case nil:
	case name:
		filters, parms = array{f}, array{s.dict["DecodeParms"]}
	case array:
		filters, parms = f, d.array(s.dict["DecodeParms"])
	default:
		return nil, false
	}
	if len(filters) > 8 {
		return nil, false
	}
	for i, f := range filters {
		var parm dict
		if i < len(parms) {
			parm = d.dict(parms[i])
		}
		ok := true
		switch d.name(f) {
		case "FlateDecode":
			if data, ok = d.inflate(data); ok {
				data, ok = d.unpredict(data, parm)
			}
		case "ASCII85Decode":
			data, ok = d.unascii85(data)
		default:
			fail(ErrPacked)
		}
		if !ok {
			return nil, false
		}
		d.payBytes(len(data))
	}
	return data, true
}

// inflate reads zlib's form without its checksum, which writers get wrong. What ends too early is broken.
func (d *document) inflate(data []byte) ([]byte, bool) {
	if len(data) < 2 {
		return nil, len(data) == 0
	}
	r := flate.NewReader(bytes.NewReader(data[2:]))
	var out bytes.Buffer
	_, err := io.Copy(&out, io.LimitReader(r, int64(d.unpacked)+1))
	if out.Len() > d.unpacked {
		fail(ErrLarge)
	}
	return out.Bytes(), err == nil
}

// unpredict undoes the differences in which rows of bytes were written.
func (d *document) unpredict(data []byte, parm dict) ([]byte, bool) {
	kind := d.number(parm["Predictor"])
	if kind < 2 {
		return data, true
	}
	if kind < 10 {
		fail(ErrPacked)
	}
	get := func(k name, missing float64) float64 {
		if v, ok := parm[k]; ok {
			return d.number(v)
		}
		return missing
	}
	colors, bits, columns := get("Colors", 1), get("BitsPerComponent", 8), get("Columns", 1)
	if !(colors >= 1 && colors <= 32 && bits >= 1 && bits <= 16 && columns >= 1 && columns <= 1<<20) {
		return nil, false
	}
	back := max(1, int(colors*bits)/8)
	width := (int(colors*bits*columns) + 7) / 8
	d.payBytes(width)
	out := make([]byte, 0, len(data))
	above := make([]byte, width)
	for len(data) > 1 {
		how := data[0]
		row := data[1:min(1+width, len(data))]
		data = data[1+len(row):]
		for i := range row {
			var left, corner byte
			if i >= back {
				left, corner = row[i-back], above[i-back]
			}
			switch how {
			case 1:
				row[i] += left
			case 2:
				row[i] += above[i]
			case 3:
				row[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				row[i] += paeth(left, above[i], corner)
			}
		}
		out = append(out, row...)
		copy(above, row)
	}
	return out, true
}

func paeth(left, above, corner byte) byte {
	p := int(left) + int(above) - int(corner)
	dl, da, dc := abs(p-int(left)), abs(p-int(above)), abs(p-int(corner))
	switch {
	case dl <= da && dl <= dc:
		return left
	case da <= dc:
		return above
	}
	return corner
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func (d *document) unascii85(data []byte) ([]byte, bool) {
	data, _, _ = bytes.Cut(data, []byte("~"))
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<"))
	size := len(data) + 4*bytes.Count(data, []byte("z")) + 4
	if size > d.unpacked {
		fail(ErrLarge)
	}
	out := make([]byte, size)
	n, _, err := ascii85.Decode(out, data, true)
	return out[:n], err == nil
}
