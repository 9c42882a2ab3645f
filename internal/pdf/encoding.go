package pdf

import "strings"

// The encodings below have 0 where they have no sign. standard has the signs that fonts of type 1 are made with.
var (
	standard = table(" !\"#$%&’()*+,-./0123456789:;<=>?" +
		"@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_" +
		"‘abcdefghijklmnopqrstuvwxyz{|}~\x00" +
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
		"\x00¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\x00–†‡·\x00¶•‚„”»…‰\x00¿" +
		"\x00`´ˆ˜¯˘˙¨\x00˚¸\x00˝˛ˇ—\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
		"\x00Æ\x00ª\x00\x00\x00\x00ŁØŒº\x00\x00\x00\x00\x00æ\x00\x00\x00ı\x00\x00łøœß\x00\x00\x00\x00")
	winAnsi = table(" !\"#$%&'()*+,-./0123456789:;<=>?" +
		"@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_" +
		"`abcdefghijklmnopqrstuvwxyz{|}~•" +
		"€•‚ƒ„…†‡ˆ‰Š‹Œ•Ž••‘’“”•–—˜™š›œ•žŸ" +
		"\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿" +
		"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß" +
		"àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ")
	macRoman = table(" !\"#$%&'()*+,-./0123456789:;<=>?" +
		"@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_" +
		"`abcdefghijklmnopqrstuvwxyz{|}~\x00" +
		"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü" +
		"†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø" +
		"¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ" +
		"‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ")
)

// table lays out an encoding, of which the signs from the space on are given.
func table(signs string) (t [256]rune) {
	c := ' '
	for _, r := range signs {
		t[c] = r
		c++
	}
	return t
}

// glyphs are the characters of the names that fonts give their signs, but for the letters, which are called as they look. Fonts
// need them that do not say which character a sign is, as old ones do not; names of the letters of Western Europe are enough.
var glyphs = func() map[string]string {
	m := map[string]string{"space": " ", "nbspace": " "}
	for entry := range strings.FieldsSeq(`
AE=Æ Aacute=Á Acircumflex=Â Adieresis=Ä Agrave=À Aring=Å Atilde=Ã Ccedilla=Ç Delta=∆ Eacute=É Ecircumflex=Ê Edieresis=Ë Egrave=È
Eth=Ð Euro=€ H18533=● H18543=▪ H22073=□ Iacute=Í Icircumflex=Î Idieresis=Ï Igrave=Ì Lslash=Ł Ntilde=Ñ OE=Œ Oacute=Ó
Ocircumflex=Ô Odieresis=Ö Ograve=Ò Omega=Ω Oslash=Ø Otilde=Õ Scaron=Š Thorn=Þ Uacute=Ú Ucircumflex=Û Udieresis=Ü Ugrave=Ù
Yacute=Ý Ydieresis=Ÿ Zcaron=Ž aacute=á acircumflex=â acute=´ adieresis=ä ae=æ agrave=à ampersand=& approxequal=≈ aring=å
minus=− arrowleft=← arrowright=→ asciicircum=^ asciitilde=~ asterisk=* at=@ atilde=ã backslash=\ bar=| braceleft={ braceright=}
bracketleft=[ bracketright=] breve=˘ brokenbar=¦ bullet=• caron=ˇ ccedilla=ç cedilla=¸ cent=¢ checkmark=✓ circle=○ circumflex=ˆ
colon=: comma=, copyright=© currency=¤ dagger=† daggerdbl=‡ degree=° dieresis=¨ divide=÷ dollar=$ dotaccent=˙ dotlessi=ı
eacute=é ecircumflex=ê edieresis=ë egrave=è eight=8 ellipsis=… emdash=— endash=– equal== eth=ð exclam=! exclamdown=¡ ff=ff
ffi=ffi ffl=ffl fi=fi filledbox=■ five=5 fl=fl florin=ƒ four=4 fraction=⁄ germandbls=ß greater=> greaterequal=≥ guillemotleft=«
guillemotright=» guilsinglleft=‹ guilsinglright=› hungarumlaut=˝ hyphen=- iacute=í icircumflex=î idieresis=ï igrave=ì infinity=∞
integral=∫ less=< lessequal=≤ logicalnot=¬ lozenge=◊ lslash=ł macron=¯ middot=· mu=µ multiply=× nine=9 notequal=≠ ntilde=ñ
numbersign=# oacute=ó ocircumflex=ô odieresis=ö oe=œ ogonek=˛ ograve=ò one=1 onehalf=½ onequarter=¼ onesuperior=¹ ordfeminine=ª
ordmasculine=º oslash=ø otilde=õ paragraph=¶ parenleft=( parenright=) partialdiff=∂ percent=% period=. periodcentered=·
perthousand=‰ pi=π plus=+ plusminus=± product=∏ question=? questiondown=¿ quotedbl=" quotedblbase=„ quotedblleft=“
quotedblright=” quoteleft=‘ quoteright=’ quotesinglbase=‚ quotesingle=' radical=√ registered=® ring=˚ scaron=š section=§
semicolon=; seven=7 six=6 slash=/ sterling=£ summation=∑ thorn=þ three=3 threequarters=¾ threesuperior=³ tilde=˜ trademark=™
two=2 twosuperior=² uacute=ú ucircumflex=û udieresis=ü ugrave=ù underscore=_ yacute=ý ydieresis=ÿ yen=¥ zcaron=ž zero=0
`) {
		name, text, _ := strings.Cut(entry, "=")
		m[name] = text
	}
	m["grave"], m["softhyphen"], m["sfthyphen"] = "`", "\u00ad", "\u00ad"
	return m
}()
