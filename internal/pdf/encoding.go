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

// glyphs are the characters of the names that fonts give their signs, but for the letters, which are called as they look.
var glyphs = func() map[string]string {
	m := map[string]string{"space": " ", "nbspace": " "}
	for entry := range strings.FieldsSeq(`
AE=Æ Aacute=Á Abreve=Ă Acaron=Ǎ Acircumflex=Â Adieresis=Ä Adotaccent=Ȧ Agrave=À Amacron=Ā Aogonek=Ą Aring=Å Atilde=Ã
Bdotaccent=Ḃ Cacute=Ć Ccaron=Č Ccedilla=Ç Ccircumflex=Ĉ Cdotaccent=Ċ Dcaron=Ď Dcedilla=Ḑ Ddotaccent=Ḋ Delta=∆ Eacute=É Ebreve=Ĕ
Ecaron=Ě Ecedilla=Ȩ Ecircumflex=Ê Edieresis=Ë Edotaccent=Ė Egrave=È Emacron=Ē Eogonek=Ę Eth=Ð Etilde=Ẽ Euro=€ Fdotaccent=Ḟ
Gacute=Ǵ Gbreve=Ğ Gcaron=Ǧ Gcedilla=Ģ Gcircumflex=Ĝ Gdotaccent=Ġ Gmacron=Ḡ H18533=● H18543=▪ H22073=□ Hcaron=Ȟ Hcedilla=Ḩ
Hcircumflex=Ĥ Hdieresis=Ḧ Hdotaccent=Ḣ Iacute=Í Ibreve=Ĭ Icaron=Ǐ Icircumflex=Î Idieresis=Ï Idotaccent=İ Igrave=Ì Imacron=Ī
Iogonek=Į Itilde=Ĩ Jcircumflex=Ĵ Kacute=Ḱ Kcaron=Ǩ Kcedilla=Ķ Lacute=Ĺ Lcaron=Ľ Lcedilla=Ļ Lslash=Ł Macute=Ḿ Mdotaccent=Ṁ
Nacute=Ń Ncaron=Ň Ncedilla=Ņ Ndotaccent=Ṅ Ngrave=Ǹ Ntilde=Ñ OE=Œ Oacute=Ó Obreve=Ŏ Ocaron=Ǒ Ocircumflex=Ô Odieresis=Ö
Odotaccent=Ȯ Ograve=Ò Ohungarumlaut=Ő Omacron=Ō Omega=Ω Oogonek=Ǫ Oslash=Ø Otilde=Õ Pacute=Ṕ Pdotaccent=Ṗ Racute=Ŕ Rcaron=Ř
Rcedilla=Ŗ Rdotaccent=Ṙ Sacute=Ś Scaron=Š Scedilla=Ş Scircumflex=Ŝ Sdotaccent=Ṡ Tcaron=Ť Tcedilla=Ţ Tdotaccent=Ṫ Thorn=Þ
Uacute=Ú Ubreve=Ŭ Ucaron=Ǔ Ucircumflex=Û Udieresis=Ü Ugrave=Ù Uhungarumlaut=Ű Umacron=Ū Uogonek=Ų Uring=Ů Utilde=Ũ Vtilde=Ṽ
Wacute=Ẃ Wcircumflex=Ŵ Wdieresis=Ẅ Wdotaccent=Ẇ Wgrave=Ẁ Xdieresis=Ẍ Xdotaccent=Ẋ Yacute=Ý Ycircumflex=Ŷ Ydieresis=Ÿ
Ydotaccent=Ẏ Ygrave=Ỳ Ymacron=Ȳ Ytilde=Ỹ Zacute=Ź Zcaron=Ž Zcircumflex=Ẑ Zdotaccent=Ż aacute=á abreve=ă acaron=ǎ acircumflex=â
acute=´ adieresis=ä adotaccent=ȧ ae=æ agrave=à amacron=ā ampersand=& aogonek=ą approxequal=≈ aring=å arrowleft=← arrowright=→
asciicircum=^ asciitilde=~ asterisk=* at=@ atilde=ã backslash=\ bar=| bdotaccent=ḃ braceleft={ braceright=} bracketleft=[
bracketright=] breve=˘ brokenbar=¦ bullet=• cacute=ć caron=ˇ ccaron=č ccedilla=ç ccircumflex=ĉ cdotaccent=ċ cedilla=¸ cent=¢
checkmark=✓ circle=○ circumflex=ˆ colon=: comma=, copyright=© currency=¤ dagger=† daggerdbl=‡ dcaron=ď dcedilla=ḑ ddotaccent=ḋ
degree=° dieresis=¨ divide=÷ dollar=$ dotaccent=˙ dotlessi=ı eacute=é ebreve=ĕ ecaron=ě ecedilla=ȩ ecircumflex=ê edieresis=ë
edotaccent=ė egrave=è eight=8 ellipsis=… emacron=ē emdash=— endash=– eogonek=ę equal== eth=ð etilde=ẽ exclam=! exclamdown=¡
fdotaccent=ḟ ff=ff ffi=ffi ffl=ffl fi=fi filledbox=■ five=5 fl=fl florin=ƒ four=4 fraction=⁄ gacute=ǵ gbreve=ğ gcaron=ǧ
gcedilla=ģ gcircumflex=ĝ gdotaccent=ġ germandbls=ß gmacron=ḡ greater=> greaterequal=≥ guillemotleft=«
guillemotright=» guilsinglleft=‹ guilsinglright=› hcaron=ȟ hcedilla=ḩ hcircumflex=ĥ hdieresis=ḧ hdotaccent=ḣ hungarumlaut=˝
hyphen=- iacute=í ibreve=ĭ icaron=ǐ icircumflex=î idieresis=ï igrave=ì imacron=ī infinity=∞ integral=∫ iogonek=į itilde=ĩ
jcaron=ǰ jcircumflex=ĵ kacute=ḱ kcaron=ǩ kcedilla=ķ lacute=ĺ lcaron=ľ lcedilla=ļ less=< lessequal=≤ logicalnot=¬ lozenge=◊
lslash=ł macron=¯ macute=ḿ mdotaccent=ṁ middot=· minus=− mu=µ multiply=× nacute=ń ncaron=ň ncedilla=ņ ndotaccent=ṅ ngrave=ǹ
nine=9 notequal=≠ ntilde=ñ numbersign=# oacute=ó obreve=ŏ ocaron=ǒ ocircumflex=ô odieresis=ö odotaccent=ȯ oe=œ ogonek=˛ ograve=ò
ohungarumlaut=ő omacron=ō one=1 onehalf=½ onequarter=¼ onesuperior=¹ oogonek=ǫ ordfeminine=ª ordmasculine=º oslash=ø otilde=õ
pacute=ṕ paragraph=¶ parenleft=( parenright=) partialdiff=∂ pdotaccent=ṗ percent=% period=. periodcentered=· perthousand=‰ pi=π
plus=+ plusminus=± product=∏ question=? questiondown=¿ quotedbl=" quotedblbase=„ quotedblleft=“ quotedblright=” quoteleft=‘
quoteright=’ quotesinglbase=‚ quotesingle=' racute=ŕ radical=√ rcaron=ř rcedilla=ŗ rdotaccent=ṙ registered=® ring=˚ sacute=ś
scaron=š scedilla=ş scircumflex=ŝ sdotaccent=ṡ section=§ semicolon=; seven=7 six=6 slash=/ sterling=£ summation=∑ tcaron=ť
tcedilla=ţ tdieresis=ẗ tdotaccent=ṫ thorn=þ three=3 threequarters=¾ threesuperior=³ tilde=˜ trademark=™ two=2 twosuperior=²
uacute=ú ubreve=ŭ ucaron=ǔ ucircumflex=û udieresis=ü ugrave=ù uhungarumlaut=ű umacron=ū underscore=_ uogonek=ų uring=ů utilde=ũ
vtilde=ṽ wacute=ẃ wcircumflex=ŵ wdieresis=ẅ wdotaccent=ẇ wgrave=ẁ wring=ẘ xdieresis=ẍ xdotaccent=ẋ yacute=ý ycircumflex=ŷ
ydieresis=ÿ ydotaccent=ẏ yen=¥ ygrave=ỳ ymacron=ȳ yring=ẙ ytilde=ỹ zacute=ź zcaron=ž zcircumflex=ẑ zdotaccent=ż zero=0
`) {
		name, text, _ := strings.Cut(entry, "=")
		m[name] = text
	}
	m["grave"], m["softhyphen"], m["sfthyphen"] = "`", "\u00ad", "\u00ad"
	return m
}()
