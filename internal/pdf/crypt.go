package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
)

// key opens the streams of a file that is encrypted and yet opens without a password, as those do that only forbid to print or
// to change them. Strings outside of streams stay encrypted; none of them is text of a page.
type key struct {
	file   []byte
	method name // V2 (RC4), AESV2, AESV3 or Identity
}

// unlock finds the key of the file with the empty password.
func (d *document) unlock() {
	if d.key != nil || d.trailer["Encrypt"] == nil {
		return
	}
	e := d.dict(d.trailer["Encrypt"])
	text := func(k name) []byte {
		s, _ := d.value(e[k]).(string)
		return []byte(s)
	}
	version, revision := d.number(e["V"]), d.number(e["R"])
	k := &key{method: "V2"}
	size := int(d.number(e["Length"])) / 8
	if version == 1 || size < 5 || size > 32 {
		size = 5
	}
	if version >= 4 {
		filter := d.dict(d.dict(e["CF"])[d.name(e["StmF"])])
		if k.method = d.name(filter["CFM"]); k.method == "" || k.method == "None" {
			k.method = "Identity"
		}
		size = 16
	}
	o, u := text("O"), text("U")
	switch {
	case d.name(e["Filter"]) != "Standard":
		fail(ErrLocked)
	case revision >= 5 && len(u) >= 48:
		hash := hash5
		if revision >= 6 {
			hash = hash6
		}
		if !bytes.Equal(hash(u[32:40]), u[:32]) {
			fail(ErrLocked)
		}
		block, _ := aes.NewCipher(hash(u[40:48]))
		wrapped := text("UE")
		if len(wrapped) < 32 {
			fail(ErrBroken)
		}
		k.file = make([]byte, 32)
		cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(k.file, wrapped[:32])
	case revision >= 2 && revision <= 4 && len(o) >= 32 && len(u) >= 32:
		size = min(size, 16)
		id, _ := d.value(first(d.array(d.trailer["ID"]))).(string)
		h := md5.New()
		h.Write(padding)
		h.Write(o[:32])
		binary.Write(h, binary.LittleEndian, uint32(int64(d.number(e["P"]))))
		h.Write([]byte(id))
		if revision >= 4 && d.value(e["EncryptMetadata"]) == false {
			h.Write([]byte{0xff, 0xff, 0xff, 0xff})
		}
		k.file = h.Sum(nil)
		if revision == 2 {
			k.file = k.file[:size]
		} else {
			for range 50 {
				sum := md5.Sum(k.file[:size])
				k.file = sum[:]
			}
			k.file = k.file[:size]
		}
		if !bytes.HasPrefix(u, check(k.file, id, revision)) {
			fail(ErrLocked)
		}
	default:
		fail(ErrLocked)
	}
	if k.method != "V2" && k.method != "AESV2" && k.method != "AESV3" && k.method != "Identity" {
		fail(ErrLocked)
	}
	d.key = k
	// What was read before is of the encryption itself, or was read without a stream.
	d.objects, d.packs = map[int]any{}, map[int]*pack{}
}

func first(a array) any {
	if len(a) == 0 {
		return nil
	}
	return a[0]
}

// padding stands for the password that is missing.
var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// check returns what the file's U begins with if the empty password is right (ISO 32000-1, algorithms 4 and 5).
func check(file []byte, id string, revision float64) []byte {
	c, _ := rc4.NewCipher(file)
	if revision == 2 {
		out := make([]byte, 32)
		c.XORKeyStream(out, padding)
		return out
	}
	sum := md5.Sum(append(bytes.Clone(padding), id...))
	out := sum[:]
	c.XORKeyStream(out, out)
	for i := byte(1); i <= 19; i++ {
		turned := bytes.Clone(file)
		for j := range turned {
			turned[j] ^= i
		}
		c, _ := rc4.NewCipher(turned)
		c.XORKeyStream(out, out)
	}
	return out
}

// hash5 and hash6 make a key of the empty password and a salt (ISO 32000-2, algorithm 2.B, and what stood before it).
func hash5(salt []byte) []byte {
	sum := sha256.Sum256(salt)
	return sum[:]
}

func hash6(salt []byte) []byte {
	k := hash5(salt)
	for round := 0; ; round++ {
		text := bytes.Repeat(k, 64)
		block, _ := aes.NewCipher(k[:16])
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(text, text)
		rest := 0
		for _, c := range text[:16] {
			rest += int(c)
		}
		switch rest % 3 {
		case 0:
			sum := sha256.Sum256(text)
			k = sum[:]
		case 1:
			sum := sha512.Sum384(text)
			k = sum[:]
		default:
			sum := sha512.Sum512(text)
			k = sum[:]
		}
		if round >= 63 && int(text[len(text)-1]) <= round-31 {
			return k[:32]
		}
	}
}

// open returns the bytes of a stream as they were before they were encrypted.
func (k *key) open(s *stream) []byte {
	data := s.raw
	if k.method == "Identity" {
		return data
	}
	secret := k.file
	if k.method != "AESV3" {
		h := md5.New()
		h.Write(k.file)
		h.Write([]byte{byte(s.num), byte(s.num >> 8), byte(s.num >> 16), byte(s.gen), byte(s.gen >> 8)})
		if k.method == "AESV2" {
			h.Write([]byte("sAlT"))
		}
		secret = h.Sum(nil)[:min(len(k.file)+5, 16)]
	}
	if k.method == "V2" {
		out := make([]byte, len(data))
		c, _ := rc4.NewCipher(secret)
		c.XORKeyStream(out, data)
		return out
	}
	if len(data) < 32 || len(data)%16 != 0 {
		return nil
	}
	block, _ := aes.NewCipher(secret)
	out := make([]byte, len(data)-16)
	cipher.NewCBCDecrypter(block, data[:16]).CryptBlocks(out, data[16:])
	if pad := int(out[len(out)-1]); pad <= 16 {
		out = out[:len(out)-pad]
	}
	return out
}
