// SPDX-License-Identifier: Apache-2.0

/// Character references of HTML: the names of HTML 4 and those of HTML 5 that letters use, and all numbers.
enum HTMLEntities {
  /// The scalar of a name without `&` and `;`, nil when unknown.
  static func scalar(named name: String) -> Unicode.Scalar? {
    names[name].flatMap { Unicode.Scalar($0) }
  }

  /// The scalar of a number; 128 to 159 are read as windows-1252, which is what pages mean by them.
  static func scalar(numbered number: UInt32) -> Unicode.Scalar? {
    if (128..<160).contains(number) { return Unicode.Scalar(windows1252[Int(number) - 128]) }
    return number == 0 ? nil : Unicode.Scalar(number)
  }

  private static let names: [String: UInt32] = {
    var names: [String: UInt32] = [:]
    for entry in table.split(whereSeparator: \.isWhitespace) {
      let halves = entry.split(separator: "=")
      if halves.count == 2, let number = UInt32(halves[1]) { names[String(halves[0])] = number }
    }
    return names
  }()

  private static let windows1252: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
  ]

  private static let table = """
    AElig=198 Aacute=193 Acirc=194 Acy=1040 Agrave=192 Alpha=913 Aring=197 Atilde=195 Auml=196 Bcy=1041
    Beta=914 CHcy=1063 Ccaron=268 Ccedil=199 Chi=935 Dagger=8225 Dcy=1044 Delta=916 ETH=208 Eacute=201
    Ecirc=202 Ecy=1069 Egrave=200 Epsilon=917 Eta=919 Euml=203 Fcy=1060 Gamma=915 Gcy=1043 HARDcy=1066
    IEcy=1045 IOcy=1025 Iacute=205 Icirc=206 Icy=1048 Idot=304 Igrave=204 Iota=921 Iuml=207 Jcy=1049
    KHcy=1061 Kappa=922 Kcy=1050 Lambda=923 Lcy=1051 Lstrok=321 Mcy=1052 Mu=924 Ncy=1053 NewLine=10
    Ntilde=209 Nu=925 OElig=338 Oacute=211 Ocirc=212 Ocy=1054 Ograve=210 Omega=937 Omicron=927 Oslash=216
    Otilde=213 Ouml=214 Pcy=1055 Phi=934 Pi=928 Prime=8243 Psi=936 Rcy=1056 Rho=929 SHCHcy=1065 SHcy=1064
    SOFTcy=1068 Scaron=352 Scedil=350 Scy=1057 Sigma=931 THORN=222 TScy=1062 Tab=9 Tau=932 Tcy=1058
    Theta=920 Uacute=218 Ucirc=219 Ucy=1059 Ugrave=217 Upsilon=933 Uuml=220 Vcy=1042 Xi=926 YAcy=1071
    YUcy=1070 Yacute=221 Ycy=1067 Yuml=376 ZHcy=1046 Zcaron=381 Zcy=1047 Zeta=918 aacute=225 abreve=259
    acirc=226 acute=180 acy=1072 aelig=230 agrave=224 alefsym=8501 alpha=945 amp=38 and=8743 ang=8736
    aogon=261 apos=39 aring=229 ast=42 asymp=8776 atilde=227 auml=228 bcy=1073 bdquo=8222 beta=946
    brvbar=166 bsol=92 bull=8226 cacute=263 cap=8745 ccaron=269 ccedil=231 cedil=184 cent=162 chcy=1095
    check=10003 checkmark=10003 chi=967 circ=710 clubs=9827 colon=58 comma=44 commat=64 cong=8773 copy=169
    crarr=8629 cross=10007 cup=8746 curren=164 dArr=8659 dagger=8224 darr=8595 dash=8208 dcy=1076 deg=176
    delta=948 diams=9830 divide=247 dollar=36 eacute=233 ecaron=283 ecirc=234 ecy=1101 egrave=232 empty=8709
    emsp=8195 ensp=8194 eogon=281 epsilon=949 equals=61 equiv=8801 eta=951 eth=240 euml=235 euro=8364
    excl=33 exist=8707 fcy=1092 female=9792 fnof=402 forall=8704 frac12=189 frac14=188 frac34=190 frasl=8260
    gamma=947 gbreve=287 gcy=1075 ge=8805 gt=62 hArr=8660 half=189 hardcy=1098 harr=8596 hearts=9829
    hellip=8230 hyphen=8208 iacute=237 icirc=238 icy=1080 iecy=1077 iexcl=161 igrave=236 image=8465
    incare=8453 infin=8734 inodot=305 int=8747 iocy=1105 iota=953 iquest=191 isin=8712 iuml=239 jcy=1081
    kappa=954 kcy=1082 khcy=1093 lArr=8656 lambda=955 lang=9001 laquo=171 larr=8592 lbrack=91 lceil=8968
    lcub=123 lcy=1083 ldquo=8220 le=8804 lfloor=8970 lowast=8727 lowbar=95 loz=9674 lpar=40 lrm=8206
    lsaquo=8249 lsqb=91 lsquo=8216 lstrok=322 lt=60 macr=175 male=9794 mcy=1084 mdash=8212 micro=181
    middot=183 minus=8722 mu=956 nabla=8711 nacute=324 nbsp=160 ncaron=328 ncedil=326 ncy=1085 ndash=8211
    ne=8800 ni=8715 not=172 notin=8713 nsub=8836 ntilde=241 nu=957 num=35 numero=8470 oacute=243 ocirc=244
    ocy=1086 odblac=337 oelig=339 ograve=242 oline=8254 omega=969 omicron=959 oplus=8853 or=8744 ordf=170
    ordm=186 oslash=248 otilde=245 otimes=8855 ouml=246 para=182 part=8706 pcy=1087 percnt=37 period=46
    permil=8240 perp=8869 phi=966 phone=9742 pi=960 piv=982 plus=43 plusmn=177 pound=163 prime=8242
    prod=8719 prop=8733 psi=968 quest=63 quot=34 rArr=8658 radic=8730 rang=9002 raquo=187 rarr=8594
    rbrack=93 rcaron=345 rceil=8969 rcub=125 rcy=1088 rdquo=8221 real=8476 reg=174 rfloor=8971 rho=961
    rlm=8207 rpar=41 rsaquo=8250 rsqb=93 rsquo=8217 rub=8381 sacute=347 sbquo=8218 scaron=353 scedil=351
    scy=1089 sdot=8901 sect=167 semi=59 shchcy=1097 shcy=1096 shy=173 sigma=963 sigmaf=962 sim=8764
    softcy=1100 sol=47 spades=9824 star=9734 sub=8834 sube=8838 sum=8721 sup=8835 sup1=185 sup2=178 sup3=179
    supe=8839 szlig=223 tau=964 tcy=1090 there4=8756 theta=952 thetasym=977 thinsp=8201 thorn=254 tilde=732
    times=215 trade=8482 tscy=1094 uArr=8657 uacute=250 uarr=8593 ucirc=251 ucy=1091 udblac=369 ugrave=249
    uml=168 upsih=978 upsilon=965 uuml=252 vcy=1074 verbar=124 vert=124 weierp=8472 xi=958 yacute=253
    yacy=1103 ycy=1099 yen=165 yucy=1102 yuml=255 zacute=378 zcaron=382 zcy=1079 zdot=380 zeta=950 zhcy=1078
    zwj=8205 zwnj=8204
    """
}
