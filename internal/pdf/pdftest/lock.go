package pdftest

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"math/big"
	"strings"
)

// Locked returns the file encrypted in one of the four ways of the standard, as a file that opens without a password and only
// forbids to change it: "RC4-40", "RC4-128", "AES-128" or "AES-256". Streams are encrypted, strings outside of them are left.
func (f *File) Locked(how string) []byte {
	const pad = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"
	id, owner := "remit", strings.Repeat("o", 32)
	secret := []byte(pad + owner + "\xfc\xff\xff\xff" + id)
	sum := md5.Sum(secret)
	key := sum[:5]
	var user []byte
	if how != "RC4-40" {
		for range 50 {
			sum = md5.Sum(sum[:])
		}
		key = sum[:]
		check := md5.Sum([]byte(pad + id))
		user = check[:]
		for i := range byte(20) {
			turned := bytes.Clone(key)
			for j := range turned {
				turned[j] ^= i
			}
			user = rc4Of(turned, user)
		}
		user = append(user, make([]byte, 16)...)
	} else {
		user = rc4Of(key, []byte(pad))
	}
	about := ""
	switch how {
	case "RC4-40":
		about = fmt.Sprintf("/V 1/R 2/O<%x>/U<%x>", owner, user)
	case "RC4-128":
		about = fmt.Sprintf("/V 2/R 3/Length 128/O<%x>/U<%x>", owner, user)
	case "AES-128":
		about = fmt.Sprintf("/V 4/R 4/Length 128/CF<</StdCF<</CFM/AESV2/Length 16>>>>/StmF/StdCF/StrF/StdCF/O<%x>/U<%x>", owner, user)
	case "AES-256":
		key = []byte("0123456789abcdef0123456789abcdef")
		user = append(hash("saltsalt"), "saltsaltkeysalt."...)
		wrapped := bytes.Clone(key)
		block, _ := aes.NewCipher(hash("keysalt.")) // 32 bytes are a key
		cipher.NewCBCEncrypter(block, make([]byte, 16)).CryptBlocks(wrapped, wrapped)
		perms := []byte("\xfc\xff\xff\xff\xff\xff\xff\xffTadbrand")
		own, _ := aes.NewCipher(key)
		own.Encrypt(perms, perms)
		about = fmt.Sprintf("/V 5/R 6/Length 256/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF/O<%x>/OE<%x>/U<%x>/UE<%x>/Perms<%x>",
			strings.Repeat("o", 48), strings.Repeat("o", 32), user, wrapped, perms)
	default:
		panic("pdftest: no way to lock a file is called " + how)
	}
	out := New()
	out.objects = nil
	for i, body := range f.objects {
		if head, rest, ok := strings.Cut(body, "stream\n"); ok {
			data := strings.TrimSuffix(rest, "\nendstream")
			head, _, _ = strings.Cut(head, "/Length")
			body = Stream(strings.TrimPrefix(head, "<<"), string(lock(how, key, i+1, []byte(data))))
		}
		out.objects = append(out.objects, body)
	}
	return bytes.Replace(out.Bytes(), []byte("/Root 1 0 R"), fmt.Appendf(nil, "/Root 1 0 R/ID[<%x><%x>]/Encrypt<</Filter/Standard/P -4%s>>", id, id, about), 1)
}

// lock encrypts the stream of an object.
func lock(how string, key []byte, num int, data []byte) []byte {
	own := append(bytes.Clone(key), byte(num), byte(num>>8), byte(num>>16), 0, 0)
	if how == "AES-128" {
		own = append(own, "sAlT"...)
	}
	sum := md5.Sum(own)
	own = sum[:min(len(key)+5, 16)]
	switch how {
	case "RC4-40", "RC4-128":
		return rc4Of(own, data)
	case "AES-256":
		own = key
	}
	n := 16 - len(data)%16
	data = append(data, bytes.Repeat([]byte{byte(n)}, n)...)
	start := []byte("a starting block")
	block, _ := aes.NewCipher(own) // of 16 or 32 bytes
	cipher.NewCBCEncrypter(block, start).CryptBlocks(data, data)
	return append(start, data...)
}

func rc4Of(key, data []byte) []byte {
	out := make([]byte, len(data))
	c, _ := rc4.NewCipher(key) // of 5 to 16 bytes
	c.XORKeyStream(out, data)
	return out
}

// hash is algorithm 2.B of ISO 32000-2 for the empty password.
func hash(salt string) []byte {
	sum := sha256.Sum256([]byte(salt))
	k := sum[:]
	for i := 1; ; i++ {
		e := bytes.Repeat(k, 64)
		block, _ := aes.NewCipher(k[:16])
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		switch new(big.Int).Mod(new(big.Int).SetBytes(e[:16]), big.NewInt(3)).Int64() {
		case 0:
			sum := sha256.Sum256(e)
			k = sum[:]
		case 1:
			sum := sha512.Sum384(e)
			k = sum[:]
		case 2:
			sum := sha512.Sum512(e)
			k = sum[:]
		}
		if i >= 64 && int(e[len(e)-1]) <= i-32 {
			return k[:32]
		}
	}
}
