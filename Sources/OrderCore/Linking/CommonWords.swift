// SPDX-License-Identifier: Apache-2.0

/// The words that mail about orders is made of, whatever it is about, in Russian, English and German.
///
/// Counted over labelled correspondence of many trades: these stems stand in letters about four orders or more
/// that have nothing to do with each other. A word that is not among them tells goods, names and places apart.
enum CommonWords {
  /// Whether a term says nothing about what a message is about.
  static func contains(_ term: UInt32) -> Bool { terms.contains(term) }

  /// Codes that stand in letters about anything: sizes of containers, forms, standards.
  static let codes: Set<String> = [
    "1x20gp", "1x20dc", "1x20dv", "1x20ft", "1x40hc", "1x40hq", "1x40dc", "1x40dv", "1x40ft", "2x20gp",
    "2x20dc", "2x20dv", "2x40hc", "2x40hq", "1х20dc", "1х40hc", "40hc", "40hq", "торг12", "mt103", "iso9001",
    "iso14001", "en10204", "en1090", "100x", "100x100", "covid19", "365", "office365",
  ]

  private static let terms = Set(
    (western + " " + russian).split(whereSeparator: \.isWhitespace).map { Fingerprint.term(ofStem: $0.utf8) })

  private static let western = """
    abbest abend aber abfahr abfert abgab abgabe abgang abgege abgeho abgela abgele abgesc abgeze abhola
    abholu able ablief abmeld abnahm abnehm about abov abrech abruf absag abschl absenc absend abweic abwese
    abzug acce accept accord accoun achs acht achter acknow acquis acro acti actual adapte added addr addres
    admini adre advanc advi advic advise affect afraid after agai agains agenc agent agre agreed agreem
    ahead ahler airpor aisl akkred akte aktuel akzept alert alle allem allerd alloca allowe almat along
    alread also alte alter altern alumin alwa amendm among amount anbe anbiet anbot anchor ander andere
    andern andert anderu anfang anfrag angab angebl angebo angeha angeko angeku angele angeno angeru angew
    anhang ankunf anlag anlief anmeld annahm annehm annek annel annex annexe announ annual anonym anothe
    anruf anschl anspre answer antwer antwor anwalt anybod anyo anythi anyw anywhe anzahl apolog appl applic
    appoin apprec approv approx april arbeit archiv aren around arrang arriv arriva arrive arrivi articl
    artike artwor asap asid asked asking asks aspher assemb assess assign assist attach attemp attend attent
    attor auch auct audit audito auffor aufgef aufgeg aufges aufgru aufm aufsch aufste auftra august ausfal
    ausfer ausfuh ausgef ausgeg ausgel ausges ausgew ausgle auslie aussch ausser aussta ausste austau ausw
    auswer auszah auszug author auto automa autum availa avis avisie awaiti award awarde away back bacs bags
    balanc ball banc band bank bankin bankve bars bart base basel basi batch batter bauher baum bauste
    beabsi beacht beantw bear bearbe bearin beat beauft beauti beca beckl becom bedank bedarf bedaue beding
    been befor befund begi beginn beglei behalf behalt behind beid beigef beilag beilie beim being bekann
    bekomm belast beleg bell below bench benefi benoti benutz beratu berech bereit berich berth beruck besch
    bescha besche beschl beschr bespre bespro best bestan bestat besteh bestel besuch beteil betrag betref
    betrie betrif betrof better betw bevor bewerb bewert bezahl bezug bicycl bidder biddin bids biet bieter
    bigger bild bill billin bindef bindin binn bisher bits bitt black blad blank blatt blau blech bleib
    bleibt blind block blocke blue board boat bode boffz bolog bond bonjou book booked bookin bookke border
    bore boss both bottl bottom bought bounce bowl boxe bracke branch brand brandl brandt brauch break
    breakd brem bremer brgd bridg brille bring bringt bristo brno brok broker brothe brutt buch buchha
    buchun budget buht buildi bulgar buongi burak buro burs busi butter buyer buying cabi cabine cabl cake
    calcul calend calibr call called callin callum came cami camp cancel cannot cant caps captio card care
    carg carr carria carrie cart case cash castel castin catalo catch catego cateri cell cent centr cerami
    cert certif chai chair chairm chanc chang change channe charg charge chas chat chauff check checke
    checki ched chee cheer chef chem chemis chemni chen cheq cher chief child chin chip choic chos christ
    ciao circ circul claim clas clau clea clear cleara cleare cleari click client clinic clock clos closed
    closin coatin coco code coff coil cold coll collea collec colomb colour colum come coming comm comman
    commen commer commis commit commun comp compar compet compla comple compli compos concer condit cone
    conf confer confid confir confor conges congra conn connec consid consig consta consul consum cont
    contac contai conten contin contra contro conver convey coop cooper coordi copi copper copy cordia core
    cori cork corner correc corres corrug cost costin cott could counci count counte countr cour courie
    court cover coveri cran crat cream create credit cros crosse ctns curren cust custom cutter cuttin
    cylind dabe dach dachse dafur daher dahi dail damag dame damit danach dank dann dara darauf darf dark
    darube darum darunt dass data date dated datenb datum davo days dazu dead deadl dean dear debit debite
    debito debtor decemb deci decid decide deck decl declar declin deduct defect deferm degr dein dela
    delaye delet delete deligh delive demand demurr denk denn dental depart depend deposi depot dept derzei
    desadv descri deshal desig desk despat despit detail dezemb diamet dichtu didn dienst dies diesel diesem
    dieser diesma differ ding dipl direct direkt disc discha discon discou discre discus disp dispat displ
    dispon dispos disreg distin distri dobryj doch dock docs docume docx does doha doing dokume dollar doma
    done donner door doppel dort dose doubl down downlo doze draft dragom dram dran drauf draw drawin drei
    drill drin dringe dritt driv driver drop droppe druber druck drucke druckp drum dryer duisbu duly dunnin
    duplic durch durchg durchs durchw durf during dussel dutch duti duty each earl earlie easter eben edelst
    edge effect effort egal ehrlic ehrlin eich eige eigene eigent eight eignun eimer eine einem einer einfac
    einfuh eingab eingan eingeb eingeg eingeh eingel eingep einger einges einget einkau einlad einlag einmal
    einpl einsat einsch eintre einver einzel einzig einzur either elbe electr elektr elemen elev else elsewh
    eltern email emerge empfan empt emre enamel enclos ende ended endet ending endkun endlic ends engine
    englis enough enquir enter entere entfal entgeg enthal entlad entneh entr entsch entsor entspr entste
    envelo eori epdm equipm erfahr erfass erfolg ergeb erhalt erinne erklar erledi erneut eroffn erreic
    error ersatz ersetz erst erstat erstel ersuch erteil erwart erzeug esch espr establ estat estima etiket
    etui etwa euch euer eure euro europ evalua even evenin event ever everyt exactl exam examin exampl
    exceed except exchan excu execut exempl exist existi exit expect expedi expir expire explai export expr
    exte extr extrac eyes fabric face factor fahr fahrer fahrt fahrze failed failur fair faisal faithf
    faktur fall fallig falsch famil farb farm farquh fasser fast fasten faster fault favour februa feed
    feedba feeder fehl fehlen fehler fehlt feinst felixs fell fenste ferr fertig fest festiv fetch fibu
    field fift figur file filed filial fill filled fillin film filter final finall financ finanz find findet
    fine finger finish fion fire firm firmen first fitter fittin five fixe fixed flak flang flansc flasch
    flat fleet flex flie flight floor foil folder folg folgen folgt follow food forc forder forest forget
    forgot forkli form formal formul fort fortni forwar foto found foundr four fourt fourth fracht frag
    fragt fram framew frank frau free frei freiga freige freigh freita french fresh freu freund frid friend
    frist from front frost froz fruh fruher fruhes fruhja fuel fuer fuhr fuhrt full fund funf furnis furnit
    furs furthe futur galvan ganz garant gard garten gate gatew gave gdyn geande gearbo gebe gebet geblie
    gebot gebrac gebrau gebrud gebuch gebuhr gebund gedach gedruc geduld geehrt geeign gefahr gefall gefund
    gege gegeb gegeng gegens geha gehabt gehe geholt gehort geht gekomm gelad gelb geld gele gelege gelegt
    gelief gelosc gelt gelten gema gemach gemein gemisc genann genera genomm gentl gentle genug genugt georg
    geplan gepruf gerad gerat gerech germ gern gerust gesagt gesamt gescha geschi geschl geseh gesetz gesich
    gesond gesper gespra gespro gestar gestel gestem gester gestri getren getrie gets gewahr gewech gewerb
    gewich gewuns gezahl gezeic gibt gilt ging gitter giul give glad glas glaser glassw gleich glov glycer
    gmbh goes going gold gone good googl gott govern grad graf grand grant granul grat gratef graz grea
    great gree greeti grey groet gros grosse ground group gruber grue gruez grun grund grundl grus guaran
    gudr gues guest gulf gultig gute gutges gutsch guys gyor habe habt halb half halft hall hallam halt
    hambur hand handed handel handl handle handli handov handra hang hanger hangt hans happ harbou harcou
    hard hardwa harves hasn hast hate hatt hauk haulag haulie haus hausha hausme have having hawb head
    headin health hear hearin heat heav hebebu height heil heisst held hell help helpde henc henrie herbst
    here hereb herewi herr herste herzli hess heut hier hiermi high higher himsel hing hinter hinw hire
    hirsch hmrc hoch hochac hoff hohe hold holder hole holid hollan holt holz home honest hong honour hook
    hope hore hose hospit host hotel hour hous howeve hsbc huber hull huma hundre hurt hydrau hygien iain
    iban ibcs idea ihne ihre ihrem ihrer ilmtal ilse imke immedi immer import inboun inbox incl includ
    incomi incomp inconv incote index indica indust ines info infolg inform inge initia inkl inklus innend
    innerh inquir inshal insid insist insolv inspec instal instea instru insure intact intend intent inter
    intere intern intima into invent invest invit invita invite invoic inward inzwis ionesc ippc irgend iron
    isolie issu issued ital item itself jahr jahres jana janner januar jebel jede jemand jens jess jetzt
    jeweil joan jock join jona joos jori jour juli july june juni jurg just kabel kaffee kalend kalkul kame
    kammer kanist kann kannst kanton kaputt kart kasi kass katalo katr kauf keep kein keiner kennze kerami
    kestre keyed kiln kilo kind kinder kindl kist kitch kits klar klas klei klemm klinik knapp knock know
    koll kolleg komm kommen kommt komple kondit konfor kong konn konnt kont kontoa kontra kontro kopi korrek
    kost kosten kostet kowalc kraft kran kratze kredit krieg kuch kummer kund kunden kunfti kurier kurs kurz
    kurzfr label labor labora lack lackie lade ladi lading lady lager lagero lamp land landed landes lane
    lang langer langua laps larche lass lasst last lastsc late later latest lauf laufen lauft laufze launch
    laut lautet layout lead lear least leav lebens ledger ledigl leed leer left legal lege leid leider
    leipzi leistu leisur leitun length lens lese less letter lettin letzt leucht leut level licenc lieb
    lieber lief liefer lieg liegt lies life lift lifted light like lily limit limite lindne lindqv line
    liner lini link linz list listed lithiu litr littl live load loaded loadin loan local locat lock lodg
    lodged logger logist logo long longer look looked lookin loom lorn lorr losch lose lost lots love lovel
    lowest luck ludwig luft lunch lying mach macht madam made maev mahnun mail mailbo mailed main make maker
    malik manage mandat mangel manual manufa many marc march marek marg mari mark marked market markie marl
    mart marz masch maschi mass master match matche mate materi matt matter matth mawb mayb mayor mean
    meanwh measur medica medizi meet meetin mehr mehrko meier mein meinem meiner meld meldet meldun member
    memo meng ment mentio merc mercha mers mesh mess messag messin meter method metr mich micr middl miet
    might migo migrat mile milest milk mill mind mindes minera mini minimu minist minu minut miss missed
    missin mistak mitgeg mitgen mitt mittag mittei mittwo mixed mobil mocht model modul moglic moin moir
    moistu moment monat monatl monats mond mone monito montag monteu month monthl moorin more morg mornin
    moscow most motor mould mount move moved moveme moving much muller munici muss musst must muster mwst
    myself nach nachba nachbe nachde nachfr nachge nachha nachl nachli nachmi nachri nachst nacht nachtr
    nachts nachw name nash nation naturl near nearl need needed needfu negoti nehm nehmt neighb nein neithe
    nenn nerv nett nettow neue neuer neun neutra never news newsle newspa next nhav nice nicht nieder nieman
    night nimmer nimmt nine ninet ningb nirgen nobod noch nochma none noon nord nordka normal north note
    noted nothin notic notice notier notif notifi notig novemb nowak nowher null number nummer nuts oben
    oberla objekt oblige observ obtain ocea octobe oder oderma oduy ofen offe offene offent offer offere
    offeri offert offic office offn offset ohne okay oktobe oleg olli once ones onli only open opened openin
    operat opin opti optic order ordere orderi ordi ordnun ordrsp organi orig origin oslo oster other otherw
    ourc ours oursel outbou outcom outsid outsta oven over overd overni owing owner paar pack packag packed
    packin packli packst page paid paint painte pair paket palett pallet pane panel paper paperw papier
    parcel park part partia partic partne pass passed passen passie passt passwo past patien pavel payabl
    paying paymen pellet pember penalt pendin penn peopl percen perfec perfor perfum period perman permit
    pers person pete peter petr pfiat phas phon phot photog physic pian pichle pick picked pickup pictur
    piec pieter pigmen pionee piotr pitch plac placed plan planne planni plant planun plat platfo platin
    platt platz play playgr plea please pleasu plts plug plus podp point polic polish port portal posit
    positi possib post posted postfa postin postma pouch powder power practi prai prefer prei preisa preisb
    preisl prem prepar prepay pres presen prev pric priced pricin print printe printi privat proble proc
    proced procee proces procur produc produk profil profor progra projec projek prom promis prompt proof
    proper propos protoc protok provid prozen pruf prufbe prufun public publis pull pulled pump punkt purch
    purcha purp pursua push puttin qualif qualit quanti quaran quarta quarte quay quer quest queu queued
    quick quickl quid quiet quitti quittu quot quotat quoted rabatt rack rackin rahm rahmen raiff rail rain
    rais raised ramp rang rank rapspr rashid rate rather raum raus rausge rcpt reach reache read readin real
    realis reall reas rebar receip receiv recept rech rechne rechnu recht rechts rechtz recipi reck record
    recycl rede reeder reefer reel refer refere refu refund refurb refuse regal regard regi region regist
    regret regula reich reicht rein reis reject reklam rela rele releas rema remain remark remind remit
    remitt remot renewe rental repair repara repl replac report reques requir requis resc resend reserv resi
    resp respec respon rest result retent retour retur return reus rever revert revi review revise rgds
    richt richti richtu rieder right ring road rohr roll rolled rollen rollin rollt roof room rope rory
    rotter roughl round rout routin rubber ruckfr ruckga ruckla ruckme ruckru ruckst ruckwa rufe ruft ruhig
    rule rund runnin runs ruth rutsch ruud saatgu sach sack saddl safe safet sage sagt said saig sailed
    sailin sald sale salfor salt salud salut same sammel sampl samsta samt samtli sandwi sant saturd satz
    sauber sauerb save saved saying says scan scanne scha schad schaff schalt scharn schatz schaut schedu
    scheib schenk schet schi schich schick schiff schimp schl schlaf schlie schlus schnel scho school schrau
    schrei schrif schuld schutz schwar schwei scor scored scrap scratc scre screen seal sealed seas seat
    sech second secret sect securi seed seeing seen sehe sehr sein seiner seit selb selber selbst select
    self sell selt send sender sendin sendun sensor sent sepa separa sepp sept septem seri serial serien
    serv server servic sets settl settle setz seve shall shar shared sharja sharp shaz shed sheet shelf
    shelv shenzh shift ship shipme shippe shippi shop short shorta shortl should shout show showin shut sich
    sicher side sieb sieg sieh sight sign signat signed signie signor silic silo silv simpl sinc sincer sind
    sing singl sirs sister site sittin situat sitz sitzt sixt size sjoerd skont sleep sleev slid slip slot
    small smell snow sobald soeb sofi sofort softwa solang sold solici soll sollt some somebo someth sommer
    sonder sonnta sonst soon sorg sorr sort sound sourc sourci sowi spac spar spark spasib spat spater
    spates speak spec specia specif spedit spent sperr split spok spot sprech spring sscc stadt staff stag
    stainl stair stammd stamp stampe stand standa standg standi stands staple star start starte starti stat
    statem statt status stay steckt steel stef steh steht stell stellt stempe step steril steuer sticke
    still stimm stimmt stock ston stood stop stopp stoppe stor storag storm storni straig strate streck
    street streic streik stretc strik string strip strobl strong stuck stuckp stud stuf stuff stuffe stuhl
    stund subjec subm submit subscr subsid succes such suit summ summar summer sund super suppl suppli
    suppor sure surv survey swap swatch swift swing switch system tabl tage taglic tail taiw take taking
    talk talked talkin tanaha tank tape tariff tashke tausch team tech techni teil teilli teilna teilne
    telef telefo teleph telex tell temper tempor tender teppic term termin test text textil tghu thai than
    thank thanki that theatr their them themse then ther theref thes they thing think thinki third thirt
    this thom thos though thousa thre thread threlf thresh throug throw thursd ticket tiefla tilbur tile
    till time timed tipped tisch titand tobi toda togeth told tolera tomorr toni tonigh tonn tonner tons
    took tool total touch tour town toys trac track tracki trad tradin tragt trai traile traini tranch
    transa transc transf transi transm transp travel tray treasu treat treate treff tried trip trock troll
    trotz trotzd troubl truck trust tube tuesd ture turkis turn turned turnin twelv twent twic type uber
    uberga uberge uberha uberl uberle ubermi ubermo uberna uberno ubersc ubertr uberw uberwe uberze ubrig
    umgehe umsatz umschl umzug unberu unchan uncl undeli under unders undert unfort ungefa unio unit univer
    unklar unknow unle unload unpaid unser unsere unsubs unte unter unterb unterl untern unters unterw
    unterz until unvera unzust updat uphols uplift upload upon urgent urlaub urspru used user using usual
    valid validi valu valued valut valv varian vehicl vendor ventil veranl verbin verble verbuc verd verein
    verfah verfug verg vergab vergeb verhan verif verifi verkau verkeh verl verlad verlan verlie vermer
    vermut vero verpac verrec vers versan versch versen verspa verspr versta verste verstr versuc vertei
    vertr vertra vertri verwal verwen very verzog verzol verzug vessel vide vidral viel vielle vier view
    visier visit vitam vivi vogels void volksb voll vollst vollza voltag volum vorab voraus vorb vorbeh
    vorgan vorgel vorgem vorges vorh vorhan vorher vork vorlag vorlau vorlie vormit vorrat vorsch voted
    vouche vulkan wago wait waitin wall wann want wanted ware wareh warena warene warenw warm warnin warran
    wart wartet wartun wash wasn wasser water wave waybil weathe weber webina websho websit wechat weddin
    wednes weds week weeken weekl wege weight weil weis weiter welch welche welcom well wels wend wenige
    wenn went werd were werk werkst werkta werkze wert wertst west wettbe what whatev whatsa wheel when wher
    whethe which whiche whil whit whoeve whol whom whos wichti width wiebk wieder wieges wife will winch
    wind window winter wird wire wirkli wirtsc wish wiss with withdr withou witnes woch wochen woll wollt
    wonder wood word work workfl workin worksh workto worr would wrap wrappe writ writin writt wrong wrot
    wunder wunsch wurd xiaoli xlsx yant yard yarn year yellow yester yilmaz your yourse zahl zahlba zahlla
    zahlt zahlun zakaz zakupk zbind zehn zeich zeichn zeigt zeil zeit zeitfe zentra zero zertif zeug zieh
    ziel zimmer zinc zoll zollab zollag zufrie zugang zuge zugesa zugest zukomm zulass zuruck zusag zusamm
    zuschl zustan zustel zuzugl zwanzi zwar zwei zweima zweit zwisch zwolf zylind zzgl
    """

  private static let russian = """
    аванс август авиа авто автобу автома автомо автоот агро админи адрес адреса актуал акты алекс анализ
    аналог анатол андр андрее анна аннули антон аппара апрел арбитр аренд армату артику архив ассорт аудит
    аудито аукцио базе базис базу балк банк банков бараба барнау батар безопа бела белов белы бере берег
    берет беру беспла беспок бизнес бирк благод бланк ближ ближай блок блоков боле болт больни больш бонус
    борт бочк брак брат бригад брокер брон бронир брус брутт буде будет буду будут будущ будьт букв бумаг
    бумажн бухгал бухт была были было быстр быть бюджет вагон важн валют валютн вами вариан василь ваша ваше
    вашег ваши вашу ввод ввоз вдруг вебина ведр везе везит везт вектор верн вернем вернет вернит вернул
    вернус вернут верони веса весн весов вест весу весы весь вечер взамен взвеси взял взят видел види видн
    вижу виктор винова висит включ включе включи влажно вложен вложил вмест внес внесен внесл внест вниз
    вниман внутр внутре вовр водите возвра вози возит возмес возмещ возмож возь вообщ вопрос ворот восе
    восемн воскре врач врем времен вручен всег всем всех встал встреч втор вторни второг вход входн входящ
    вчер вчераш выбира выбрал выбран вывоз вывози выгруж выгруз выдал выдан выдач выезд выезжа выехал выигра
    выйдет вынужд выписк выписы выполн выпуск выпуст выпуще выслат высот выстав высыл выходи выходн вычет
    выше вышел вышл вышлит габард газел галин гарант гбуз гендир генера генпод гидроц гимназ главн главно
    глаз глян говори говоря года годов году горит горн город горяч господ гост гостин готов готови готовн
    границ гранул график груз грузит грузов грузоо грузоп грузчи групп гусев дава давайт давлен дади даем
    дает даже дайдже дайт дала дальш данн дари даст дата дату датчик даты дать двадца дважд двенад двер
    двест движен двое двор двум двух дебито девочк девят дежурн действ декабр деклар декрет дела делайт
    делат делов денег денис дент день деньг держ держат держит десят дети детск дзержи диадок диамет диаммо
    дизайн дилер директ диспет длин дмитр дневн дней днем добави добавь добр доброг довере догова догово
    доехал дожд дождал дозака доклад докуме долг должен должн доллар домен домоде доплат допник дополн
    допост допсог допуск допуще дорог дорож дорохо доск досмот достав доступ досуде дошл друг другог друз
    дубл дублир егор егрюл едет единст едут ежедне екатер если есть ефимов жалоб жаль ждал ждат ждем ждет
    ждит ждут жела желате живо живы журнал забер забере забир забира заблок забрал забрат заброн забудь
    забыл заведе завел завере заверш завизи зависи завод заводс завтр завтра загруж загруз задерж задолж
    заезд закаж заказ заказа заказо заказч заказы закалк заклад заключ законч закр закрыв закрыл закрыт
    закупк закупо замен замени замеча заморо занима занят запас запис записа заплан заплат заполн запраш
    запрос запрош запуск запуст запчас заран зареги зарезе застря зачисл заявк заявле заявок звонил звонит
    звонк звонок здоров здравс здраст зелен зерн знает знаеш знак знаком знал знат значит зовут золот иван
    иванов игор игрушк идет извеще извине извини изгото измене измени ильич инач инвент инвойс инжене инспек
    интерв интере интерн информ ирин исключ исполн исправ испыта истек истека истор исходн исходя итог
    итогов ищем июля июня кабел кабель кабине кажд каждог казан казнач кака каки како каку календ кальку
    камаз камер канат карант карг карт карточ касс катало катего качест кварта квитан килогр кирилл кита
    кладов класс клей клиент клиник ключ когд кого колес количе коллег коллек колонк команд комисс комите
    коммер компан компен компл компле кому конвей конвер конец конечн конкур коноса констр контак контей
    контра контро конфид конц копи корзин короб коробк коробо коротк короч корпус коррек коррес космет кост
    котел котиро котор кофе крайн кран краск красн красно крахма кредит кресл кристи кром кромк кроншт крышк
    куба куда кузов купил курс курьер кухн лабора ладн ладог лапин ларис лежат лежит лена лент либо лизинг
    лимит линейк линз лини лист листов литр лиценз лицо личн лобн логист лого логоти лопнул лота лоту лучш
    львови любо люде люди магази майск макет макс манипу марин марк маркет маркир март маршру масл мастер
    матери машин мебел межд междур мелоч мене менедж меньш меня меняет меняйт менят меняют мериди мест месяц
    месяце металл метр метраж метров механи мешк мешков мешок микрос миллио мини минима минск минус минут
    мнен мног могу модел моег може может можн мойк молок молчит момент монтаж москв мука мягк набере наверн
    надежд надо назад назнач назови наимен накану накл наклад наконе налич нами написа напиши напоми напомн
    направ наруше наряд насос насосн настоя наступ насчит находи начал началь начин начина начисл начн
    начнет наша наше нашег нашел наши нашл нашу неверн невозм негд него недел недост нельз нему необхо
    неприя нетт неусто нибуд ниже нижн никак никол никт ничег нова ново новог новост нову новы номер норм
    нормал ночь ноябр нужен нужн обед обеи обеспе обещал обещан обнови обновл обои обойде оборот оборуд
    обрабо образе образц обрати обратн обраща обраще обслуж обсуд обсужд обще общи объе объект объявл объясн
    обычн обязан обязат ограни один одинна одна одни одно одног одну ожидае ожидан оказал окна окно окол
    оконча октябр олег олегов ольг омск операт операц опечат оплат оплати оплаче оплачи опозда оправ оприхо
    опрос опросн оптик опыт опят органи оригин ориент освобо осен основа основн оставл оставш остает остали
    остало осталс осталь остано остатк остато отбор ответ ответи ответс ответь отвеч отвеча отгруж отгруз
    отда отдава отдади отдал отдаст отдат отдел отдель отзыв отказ отказа отказы отклон отключ открыв открыл
    открыт отличн отложи отмен отмени отменя отметк отписа отправ отпуск отпуст отсроч отсутс отчет оурк
    оферт офис официа оформи оформл охран оценит оценк очен очеред ошибк ошибок павел пакет паллет папк
    парол парт партне пару паспор пачк паша пени перв первич первог перева переве перево перевы перегр перед
    переда передв переде переду переза перезв перене перено перепи перепо пересм пересо пересч пересы перето
    перехо перече перечи период перм персон перчат петр петров печат печата печь пипетк пирами писал писат
    пись пишит пишу план планер планир планов пласти плат платеж плател платил платит платфо пленк плит
    плитк пломб плох площад плюс победи повтор погаси погаше погово погод погруз пода подан подат подач
    подбер подбор подвел подгот поддер поддон подклю подн поднял подойд подоль подп подпис подпиш подроб
    подряд подска подтве подход подшип подъ подъез поедет поехал пожалу пожарн позвол позвон поздн поздра
    позж позиц пойд пойдет пока покаж показа покупа покупк полгод поле полиме полиол полк полн полнос полови
    положи полос полтор полуго получ получа получе получи полчас пользо поменя помеще помощн понадо понеде
    пони понима понрав понял понят понятн поправ попроб попрос попытк порт портал поруче порядк порядо
    посевн посл послед послез посмот пост постав поступ посчит посылк потеря пото потреб похож поче почт
    почтов пошел пошл пошлин поэт поясне прав правд правил правк праздн прайс предва предла предло предме
    предоп предос предпр предст предуп предъя прежн прекра прем пресс претен прибыл прибыт привез привет
    пригла придер придет прие приед приеде приеду приемк приеха призна прикла прикре прилаг прилет прилож
    примен пример примет прин приним принос принте принци принял принят приост присво присла присое присут
    присыл приход прицеп причин пришел пришл пришле пришли приятн проб пробк пробл провед провел провер
    провес провод прогно прогр продав продаж продол проект прозра произв происх пройде пройди прокат пропус
    прораб прос просил просит просма просро прост проста прости просьб против проток проф профил проход
    процед процен прочит прочте прош прошел прошл прошло прям пугайт пункт пускон пуст пути пяти пятнад
    пятниц пять работ работа рабоч равн раза разбив разбир разгов разгру раздел разлож размер размещ разнес
    разниц разреш разу район рамк рамочн рамп ране раньш раскла раскр распис рассве рассма рассмо рассчи
    рассыл растам растор расход расхож расцен расчет реальн ребят регист реглам редакц редукт реестр режи
    режьт резерв резк резуль резю рейс реквиз реклам рекоме релиз ремонт ресепш рефриж реша решат решен
    решетк решил риск робот ровн родд розлив ролик роман роспис ростов рубл рука рукав руково рулон рулоно
    рынк рябов рядо рязан сайт сама самар сами самовы самоле саморе самы саркис сбор сборк сборн сведен свер
    сверк свет светла свидет свобод сводк свое свои свой связ сдал сдан сдвиг сдвига сдвину сдел сделае
    сделай сделал сделат сделк сдэк себе себя сегодн сезон сейчас секрет секц селитр семен семено семи семь
    сентяб сервер сервис серг сери сертиф серы сети сетк сеть сидит сист скаж скажит сказал сказат скан
    скидк скин скинул скиньт склад скольк скор скорос скотч след следуе следую слов сломал сломан слот служб
    слух случ смен сменил смес смет смож сможет смотр смотре смотри снабже сначал сним снимай снов снял снят
    собер собира собо собрал собран собств совеща совмес совпал совс соглас соглаш сожале созвон создан
    соколо сообщ сообща сообще сообщи соотве сопров сорок сорт сосед состав состоя сотруд сохран спам спасиб
    спец специа специф спецод спикер списал списан списк список спокой спор справк спраши спроси спрош
    сравни сраз сред средн средст срок срочн ссылк став ставит ставк ставл ставьт стад стал стан станда
    станис станк станок станц стар старт старш статус стекл стекло стелла стен стенд степан стерил стоимо
    стоит стойк стол столов стоп сторон стоял стоят стран страни стрейч строит стройк строк стыдн суббот
    субсид судн судов сульфа сумм сутк суток сформи схем счет счит считае считай считат сызран сырь сюда
    таблиц таки тако таког таможе таможн тара тариф татьян твер тебя текст текущ телефо тема теме темпер
    темы тендер тент тепер тепл теплиц термин тест техник технич технол техопи течен тимур типов тираж титан
    титул тишин ткан товар товарн товаро тогд того тоже толщин тольк тонн торг торгов торт точк точн тракто
    трал транзи трансп трансф трасс треб требов требуе требую трек трем трет трех тридца трое тронул труб
    трубк труд туда тысяч тюмен убир уваж уважен уведом увидел удален удалос удержа удобн удобре удосто
    уехал узел узна уйдет укажит указан указат указыв упаков упал уплат управл урал услов услуг услыша успе
    успев успел устав устано устраи устрои усть утверд утверж уточн уточне уточни утра утренн утро уходит
    участ участв участн учет учреди ушел ушла ушли ушло фабрик файл факт фактич фактур фамил фанер фасад
    феврал фермер филиал фильтр финанс фирм флакон форм фото фрахт фура фурнит футеро хватае хватит хвост
    хозяин хорош хороше хотел хотело хоти хоть хотя хочет хочетс хочу хранен цвет цела целик целы цена цене
    цено ценов центр цену цены цеха цеху цифр часа часов част частич челове чему через черн чертеж честн
    четвер четыр числ числит чист читает чтоб чуть шаблон шест ширин шкаф шлюз шпон штамп штраф штук экземп
    эконом экспед экспер эксплу экспор экспре элеват электр элкон эмал энерго эскиз этаж этап этикет этим
    этог этой этом этот этрн юрий юрист юристо юрлиц январ яросла ящик
    """
}
