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
			if d.number(parm["Predictor"]) > 1 { // as pictures have
				fail(ErrPacked)
			}
			data, ok = d.inflate(data)
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
