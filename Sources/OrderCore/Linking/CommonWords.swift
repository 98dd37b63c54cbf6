// SPDX-License-Identifier: Apache-2.0

/// The words that mail about orders is made of, whatever it is about, in Russian, English and German.
///
/// Counted over labelled correspondence of many trades: these stems stand in letters about four orders or more
/// that have nothing to do with each other. A word that is not among them tells goods, names and places apart.
enum CommonWords {
  /// Whether a term says nothing about what a message is about.
  static func contains(_ term: UInt32) -> Bool { terms.contains(term) }

  private static let terms = Set(
    (western + " " + russian).split(whereSeparator: \.isWhitespace).map { Fingerprint.term(ofStem: $0.utf8) })

  private static let western = """
    aanv abbest abend aber abfahr abfert abgab abgang abgege abgeho abgela abgele abgesc abholu able ablief
    abmeld abnahm abnehm about abov abrech abruf absag abschl absend abweic abwese abzug acce accept accord
    accoun achs acht acknow acquis acro acti actual actuat adapte addr adhesi admini adre advanc advi advic
    advise affect afraid after agai agains agenc agent agre agreed agreem ahead ahler akkred akte aktuel
    akzept alert alle allem allerd alloca allowe almat along alread also alte alter altern alumin alwa
    amendm among amount anbe anbiet anbot anchor ander andere andern anderu anfang anfrag angab angebo
    angeha angeko angeku angele angeno angeru angew anhang ankunf anlag anlauf anlief anmeld annahm annehm
    annel annex announ annual anothe anruf anschl anspre answer antwer antwor anwalt anythi anyw anzahl
    apolog appl applic appoin apprec approv approx april arbeit aren around arrang arriv arriva arrive
    arrivi articl artike artwor asap asid asked asking asks aspher assemb assign assist attach attemp attend
    attent attor auch auct audit audito auffor aufgef aufges aufgru aufm aufste auftra august ausfal ausfer
    ausfuh ausgef ausgeg ausgel ausges ausgew ausgle auslie aussch ausser aussta ausste austau ausw auszah
    author auto automa autum availa avioni avis avisie awaiti award away back bacs bags balanc ball baltic
    banc bank bankin bankve bars base basel basi batch batter bauher bauhof baum bauste beabsi beacht beantw
    bear bearbe bearin beat beauft beca beckl becom bedank bedarf beding been befor befund begi beginn
    beglei behalf behalt behind beid beigef beilag beilie beim being bekann bekomm belast beleg bell below
    bench benefi benoti benutz beratu berech bereit berich berth beruck besch bescha besche beschl beschr
    bespre bespro best bestan bestat besteh bestel besuch beteil betrag betref betrie betrif betrof better
    betw bevor bewerb bewert bezahl bidder biddin bids biet bieter bild bill billin bindef bindin binn
    bisher bits bitt black blank blatt blech bleib bleibt blind block blocke blue board boat bode bond
    bonjou book booked bookin bookke border boss both bottl bottom bought bounce boxe bracke branch brand
    brandl brauch break breakd bremer brgd brille bring bringt bristo brok broker brothe brutt buch buchha
    buchun budget buht buongi burak buro burs busi butter buyer cabl cake calcul calend call called callum
    came cami camp cancel cannot capex caps card care carg carr carrie cart case cash castel castin catalo
    catch catego cent centr cerami cert certif chai chair chairm chanc chang change charg charge chas chat
    chauff check checke checki ched chee cheer chef chem chemni chen cheq chief chin chip chos christ ciao
    circul claim clas clau clear cleara cleare cleari click client clinic clock clos closed closin coatin
    coco code coff coil cold coll collea collec colomb colour come coming comm comman commen commer commis
    commit commun comp compar compet compla comple compli compos concer condit conf confer confir confor
    conges congra connec consid consig consta consul cont contac contai conten contra contro conver convey
    coop cooper coordi copi copper copy core cork corner correc corres corv cost costin could count counte
    countr cour courie court cover coveri cran crat create credit cros crosse ctns curren cust custom cylind
    dabe dach dachse dafur daher dahi dail damag dame damit danach dank dann dara darauf darf darube darum
    darunt dass data date dated datenb datum davo days dazu deadl dear debit debite debito decemb deci
    decide decl declar declin deduct degr dein dela delaye delete deligh delive demand demurr denk denn
    dental depart deposi depot dept derzei desadv deshal deshpa desig desk despat detail dezemb dichtu didn
    dienst dies diesel diesem dieser diesma differ ding direct direkt disc discha discon discou discre
    discus disp dispat displ dispon dispos distri dobryj doch dock docs docume docx does doing dokume dollar
    doma done donner door doppel dort doubl down downlo doze draft dragom dram dran drauf draw drawin drei
    drin dringe dritt driv driver drop droppe druber druck drucke druckp drum druml duly dunnin duplic durch
    durchg durchs durchw durf dussel duti duty each earl earlie easter eben edge effect ehrlic ehrlin eich
    eige eigene eigent eight eignun eimer eine einem einer einfac einfuh eingab eingan eingeb eingeg eingeh
    eingel eingep einges einget einkau einlad einmal einsch eintre einver einzel einzig einzur either elbe
    electr elektr elemen elev elif else elsewh eltern email emmeri empfan empt emre enclos ende ended endet
    ending endkun endlic ends engine englis enough enquir enter entere entfal entgeg entlad entneh entr
    entsch entsor entspr envelo eori epdm equipm erfahr erfass erfolg ergeb erhalt erinne erklar erledi
    eroffn erreic error ersatz ersetz ershov erst erstat erstel ersuch erteil erwart erzeug estima etiket
    etui etwa euch eure euro evalua even evenin event ever everyt exam exampl except exchan execut exempl
    exist existi exit expect expedi expir expire export expr exte extr extrac eyes fabric factor fahr fahrer
    fahrt fahrze failed failur fair faisal faithf faktur fall fallig falsch famil farb farquh fasser fast
    fasten faster favour februa feedba feeder fehl fehlen fehler fehlt feinst felixs fell fenste ferr fertig
    fest festiv fetch field figur file filed filial fill filled fillin film filter final finall financ
    finanz find findet fine finish fion fire firm firmen first fitter fittin five fixe fixed flansc flasch
    flat fleet flex flight floor foil folder folg folgen folgt follow forc forder forget forkli form formal
    formul fort forwar foto found four fourth fracht frag fragt fram framew frank frau free frei freiga
    freige freigh freita french fresh freu freund frid friend frist from front frost froz fruh fruher fruhes
    fruhja fuer fuhr fuhrt full fund funf furnis furnit furs furthe galvan ganz garant gard garten gate
    gatew gave geande gear gearbo gebe gebet geblie gebot gebrac gebrau gebrud gebuch gebuhr gedach gedruc
    geehrt geeign gefahr gefund gege gegeb gegeng gegens geha gehabt gehe gehort geht gekomm gelad gelb geld
    gele gelege gelegt gelief gelosc gelt gelten gema gemach gemein genann genera genomm gentle genug genugt
    geplan gepruf gerad gerat gerech gern gerust gesagt gesamt gescha geschi geschl geseh gesetz gesich
    gesond gesper gespra gespro gestar gestel gestem gester gestri getrie gets gewahr gewech gewuns gezahl
    gezeic gibt gilt ging gitter giul give glad glas glaser gleich glov glycer gmbh goes going gold gone
    good gott govern grad graf granul grat gratef graz grea great gree greeti grey groet gros grosse ground
    group gruber grue gruez grun grund grundl grus guaran gues guest gulf gultig gute gutges gutsch guys
    gyor habe habt halb half halft hall hallam halt hambur hand handed handel handl handle handli handov
    hang hanger hangt happ harbou harcou hard hast hatt hauk haulag haulie haus hausme have having hawb head
    health hear heat height heil heisst held hell help henc henrie herbst here hereb herewi herr herste
    herzli heut hier hiermi higher hing hinter hinw hire hirsch hoch hochac hoff hohe hold holder hole holid
    hollan holt holz home hong honour hook hope hore hose hospit host hotel hour hous howeve hsbc huber
    hulsme hundre hydrau hygien iain iban ibcs idea ihne ihre ihrem ihrer ilmtal imhoff immedi immer import
    inboun inbox incl includ incomi incomp inconv incote index indica indust ines info infolg inform inge
    initia inkl inklus innend innerh inquir inshal insid insolv inspec instal instea instru insure intact
    intend inter intere intern intima into invent invest invit invita invite invoic inzwis ionesc irgend
    issu issued ital item izmir jahr jahres jana janner januar jebel jede jemand jens jess jetzt jeweil joan
    jock join jona jori jour juli july june juni just kabel kaffee kalend kalkul kanist kann kannst kanton
    kaputt kart kasi katalo katr kauf keep kein keiner kennze kerami kestre keyed kiln kind kinder kindl
    kist kitch kits klar klei klemm klinik knapp know koll kolleg komm kommen kommt komple kondit konfor
    kong konn konnt kont kontoa kontra kontro kopi korrek kost kosten kostet kowalc kraft kran krantz kredit
    krieg kuch kummer kund kunden kunfti kurier kurs kurz kurzfr label labor labora lack lade ladi lading
    lady lager lamp land landed landes lane lang langer langua lass lasst last lastsc late later latest lauf
    laufen lauft laufze launch laut lautet layout lead lear leav lebens lecith ledger ledigl leer left legal
    lege leid leider leistu leith leitun lenn lens lese less letter lettin letzt leucht leut level licenc
    lieb lieber lief liefer lieg liegt lies life lift lifted like lily limit limite lindne lindqv line liner
    link list listed lithiu litr littl live load loaded loadin local locat lodg logger logist logo long
    longer look looked lookin loom lorr lose lost lots love lovel lowest luck ludwig luft lunch lying mach
    macht madam made magaz mahnun mail mailbo main make maker malik manage mandat mangel manual manufa many
    marc march marek mari mark marked market markie marl marsh mart marz masch maschi mass master match
    matche mate materi matt matter matth maur mean meanwh measur medica medizi meet meetin mehr meier mein
    meinem meiner meld meldet meldun member memo meng ment mentio merc mercha mers mesh mess messag meter
    method metr mich micr miet milk mill mind mindes mini minimu minist minu minut miss missed missin mistak
    mitgeg mitgen mitt mittag mittei mittwo mixed mobil mocht model modul moglic moin moir moment monat
    monatl monats mond mone monito montag monteu month monthl moorin more morg mornin moscow most motor
    mould move moved moveme mtah much muller munici muss musst must muster mwst nach nachba nachbe nachde
    nachfr nachge nachha nachl nachli nachmi nachri nachst nacht nachtr nachts nachw nadi name nash nation
    naturl near nearl need needed needfu negoti nehm nehmt nein neithe nenn nerv nett nettow neue neuer neun
    never news newsle next nhav nice nicht nieder nieman night nimmer nimmt nine ninet ningb nobod noch
    nochma none noon nord nordka north note noted nothin notic notice notier notif notifi notig novemb nowak
    null number nummer oben oberla oblige observ obtain ocea octobe oder ofen offe offene offent offer
    offeri offert offic office offn offset ohne okafor okay oktobe oleg once ones onli only open opened
    openin operat opti optic order ordere ordi ordnun ordrsp organi orig origin oslo oster other otherw ourc
    ours outbou outsid outsta oven over overd overni owing owner paar pack packag packed packin packli
    packst page paid paint pair paket palett pallet pane panel paper paperw papier parcel part partia partic
    partne pass passed passie passt passwo past patien pavel payabl paymen pellet pember pendin peopl perfec
    perfor period perman permit pers person pete peter petr pfiat phon phot physic pichle pick picked pickup
    pictur piec pigmen pionee piotr plac placed plan planne planni plant planun plat platfo platin platt
    platz play playgr plea please pleasu plts plug plus podp point polic port portal posit possib post
    posted postfa postin postma powder power practi prai prefer prei preisa preisb preisl prem prepar prepay
    pres presen prev pric pricin print printe printi privat proble proc proced procee procur produc produk
    profil profor progra projec projek prom promis prompt proof proper propos protoc protok prozen pruf
    prufbe prufun public publis pull pulled pump punkt purch purcha push puttin qualit quanti quaran quarta
    quarte quay quer quest queu quick quid quitti quittu quot quotat quoted rabatt rack rackin rahm rahmen
    raiff rail rais raised ramp rang rank rapspr rashid rate rather raum raus rausge rcpt reach reache read
    readin real realis reall reas receip receiv recept rech rechne rechnu recht rechts rechtz recipi reck
    record rede reeder reefer reel refere refu refund refuse regal regard regist regret regula reich reicht
    rein reis reject reklam rele releas rema remain remark remind remit remitt remot repair repara repl
    replac report reques requir requis resend reserv resi resp respec respon rest result retour retur return
    reus rever revert revi revise rgds richt richti richtu rieder right ring road roll rolled rollen rollin
    roof room rope rotter roughl round rout routin ruckfr ruckga ruckla ruckme ruckru ruckst ruckwa rufe
    ruft rule rund runnin runs ruth rutsch ruud saatgu sach sack safet sage sagt said sailed sailin sald
    sale salfor salt salut same sammel sampl samsta samt samtli sander sant saturd satz sauer saved says
    scan scanne scha schad schaff schalt scharn schatz schaut schedu schet schi schich schick schiff schimp
    schl schlaf schlus schnel scho school schrau schrei schrif schutz schwar scor scored scratc scre screen
    seal sealed seas seat sech second sect securi seed seen sehe sehr sein seiner seit selb selber selbst
    select self sell selt send sender sendin sendun sensor sent sepa separa sepp sept septem seri serial
    serien serv server servic sets settl settle setz seve shall shar shared sharja shau shed sheet shelf
    shenzh shev shift ship shipme shippe shippi shop short shorta shortl should shout show shut shutdo sich
    sicher side sieb sieg sieh sight sign signat signed signie signor silic silk silo sinc sincer sind singl
    sirs site sittin situat sitz sitzt sixt size sjoerd skont sleev slid slip slot small smell sobald soeb
    sofort softwa solang sold solici soll sollt some somebo someth sommer sonder sonnta sonst soon sorg sorr
    sort sound sourc sourci sowi spar spark spasib spat spater spates speak spec specia spedit sperr split
    spok spot spring sscc stadt stag stainl stammd stamp stampe stand standa standi stands staple star start
    starte stat statem statt status stay steckt steel stef steh steht stell stellt stempe steril steuer stev
    still stills stimm stimmt stock stood stop stoppe stor storag storni straig strate streck street streik
    stretc strik strobl strong stuck stuckp stud stuf stuff stuhl stund subjec subm submit subsid succes
    such suit summer sund super suppl suppli suppor sure surv survey swatch swift switch system tabl tage
    taglic tail taiw take talk talkin tank tariff tausch team tech techni teil teilli teilna teilne telef
    telefo teleph telex tell temper tempor tender teppic terhor term termin test text tghu than thank thanki
    that theatr their them themse then ther theref thes they thing think third this thom thos though thre
    thread throug throw thursd ticket tiefla tilbur tile till time tipped tisch titand toda togeth told
    tolera tomorr toni tonigh tonn took tool total touch tour toys trac track tracki trad tradin trai traile
    traini transa transf transi transm transp travel treasu treat treate treff tried trip trock trotz trotzd
    troubl truck trust tube tuesd ture turn turned twelv twent twic type uber uberga uberge uberl uberle
    ubermi ubermo uberna uberno ubersc ubertr uberw uberwe ubrig umsatz umschl umzug unberu unchan undeli
    under unders unfort ungefa unit univer unknow unle unload unpaid unser unsere unsubs unter unterb unterl
    untern unters unterw unterz until unvera unzust updat uphols uplift upload upon urgent urlaub urspru
    used user usual uvgo valid validi valu valued valut valv varian vehicl vendor ventil veranl verbin
    verble verbuc verein verfah verfug verg vergab vergeb verhan verif verkau verl verlad verlan verlie
    vermer vermut verpac verrec vers versan versch versen verspa verspr versta verstr versuc vertei vertr
    vertra vertri verwal verwen very verzog verzol verzug vessel vide vidral viel vielle vier view visier
    visit vitam vogels voll vollst vollza volum vorab voraus vorb vorbeh vorgan vorgel vorgem vorges vorhan
    vorher vork vorlag vorlau vorlie vormit vorsch wago wait waitin wall wann want wanted ware wareh warena
    warene warnin warran wart wartet wartun wasn wasser water wave waybil weathe weber webina websho wechat
    wednes weds week weeken weekl wege weight weil weis weiter welch welche welcom well wels wenn went werd
    were werk werkst werkta werkze wert wertst wettbe what whatev when wher whethe which whiche whil whit
    whol whos wichti width wieder wife will winch window winter wird wire wirkli wirtsc wish wiss with
    withdr withou woch wochen woll wollt wonder wood word work workfl workin workto worr would wrap writ
    writin writt wrong wunsch wurd xlsx yant yard year yellow yester yilmaz your zahl zahlba zahlt zahlun
    zakaz zakupk zbind zehn zeich zeichn zeigt zeil zeit zeitfe zentra zero zertif zeug zieh ziel zimmer
    zinc zoll zollag zufrie zuge zugesa zugest zukomm zulass zuruck zusag zusamm zuschl zustan zustel zwar
    zwei zweima zweit zweite zwisch zwolf zylind zzgl
    """

  private static let russian = """
    аванс август авиа авто автобу автома автоот админи адрес адреса актуал акты алекс анализ аналог андр
    андрее анна аннули аппара апрел аренд армату арсен артику архив ассорт аудито аукцио базе базис базу
    балк банк банков бараба барнау батар безопа бела белов белы бере берег берет беспла бизнес бирк благод
    бланк ближ ближай блок блоков болт больни больш борт бочк брак брат бригад брокер брон бронир брус брутт
    буде будет буду будут будущ будьт букв бумаг бумажн бухгал бухт была были было быстр быть бюджет вагон
    важн валют валютн вами вариан ваша ваше вашег ваши вашу ввод ввоз ведр везит вектор вентил верн вернем
    вернет вернит вернул вернус вернут верони веса весн весов весу весь вечер взамен взвеси взял взят видел
    види видн вижу виктор винова висит включ включе включи влажно вложен вложил вмест внес внесен внесл
    внест вниз вниман внутр внутре вовр водите возвра вози возит возмес возмещ возмож возь вообщ вопрос
    ворот восе восемн воскре врем времен вручен всег всем всех встал встреч втор вторни второг входн входящ
    вчер вчераш выбира выбрал выбран вывоз выгруж выгруз выдал выдан выдач выезд выехал выигра выйдет вынужд
    выписк выписы выполн выпуск выпуст выпуще выслат высот выстав высыл выходи выходн вычет вышел вышл
    вышлит габард газел гарант гбуз гендир генера гидроц гимназ главн главно глаз говори говоря года годов
    году город горяч господ гост гостин готов готовн график груз грузит грузов грузоо грузоп грузчи групп
    дава давайт давлен дади даем дает даже дайт дала дальш данн дари дарь дата дату датчик даты дать двадца
    дважд двенад двер двест движен двое двор двум двух дебито девочк девят действ декабр деклар дела делайт
    делат демин денег денис дент день деньг держ держат держит десят дети детск дзержи диадок диамет диаммо
    дизайн директ диспет длин дмитр дней днем добави добавь добр довере догова догово доехал дождал дозака
    доклад докуме долг должн доллар домен домоде доплат дополн допост допуск дорог дорохо доск досмот достав
    доступ дошл друг друз дубл дублир егор егрюл едет единст едут ежедне екатер если есть жалоб ждал ждат
    ждем ждет ждит ждут жела желате живо живы журнал забер забере забир забира забрал забрат заброн забудь
    забыл заведе завел завере заверш завизи зависи завод заводс завтр завтра загруж загруз задерж задолж
    заезд закаж заказ заказа заказо заказч заказы закалк заклад заключ законч закр закрыв закрыл закрыт
    закупк закупо замен замени замеча заморо занима занят запас запис записа заплан заплат заполн запраш
    запрос запуск запуст запчас заран зареги застря зачисл заявк заявле звонил звонит звонк звонок здравс
    здраст зелен зерн знает знак знаком знал знат значит зовут золот иван иванов игор игрушк идет извеще
    извине извини изгото измене измени ильич инач инвент инвойс инжене инспек интере интерн информ ирин
    исполн исправ испыта истек истека истор исходн исходя итог итогов ищем июля июня кабел кабель кабине
    кажд каждог казан казнач кака каки како каку календ камаз камер канат карант карг карт карточ касс
    катало катего качест кварта квитан килогр кипэв кирилл кладов класс клей клиент клиник ключ когд кого
    колес количе коллег коллек команд комисс комите коммер компан компен компл компле компре кому конвей
    конвер конец конечн конкур коноса констр контак контей контра контро конфид конц копи корзин кормил
    короб коробк коробо коротк короч корпус коррек коррес космет кост котел котиро котор кофе крайн кран
    краск красн красно крахма кредит кресл кристи кром кромк кроншт крышк куба куда кузов купил курс курьер
    кухн лабора ладн ладог лапин ларис лежат лежит лена лент либо лизинг лимит линейк линз лини лист листов
    литр лиценз лицо личн лобн логист лого логоти лопнул лота лучш любо люде люди магази майск макет манипу
    марин марк маркет маркир март маршру масл мастер матери машин мебел межд междур мене менедж меньш меня
    меняет меняйт менят меняют мериди мест месяц месяце металл метр метров механи мешк мешков мешок микрос
    миллио мини минима минск минус минут мнен мног могу модел моег може может можн мойк молок молчит момент
    монтаж москв мука мяты наверн надо назад назнач наимен накл наклад наконе налич нами написа напиши
    напоми напомн направ наруше наряд насос настоя наступ насчит находи начал началь начин начина начисл
    начн наша наше нашег нашел наши нашл нашу неверн невозм негд него недел недост нельз необхо неприя нетт
    неусто нибуд ниже нижн никак никол никт ничег нова ново новог новоси новост нову новы номер норм нормал
    ночь ноябр нужен нужн обед обеи обеспе обещал обещан обнови обновл обои обойде оборот оборуд обрабо
    образе образц обрати обратн обраща обраще обслуж обще общи объе объект объявл объясн обычн обязат ограни
    один одинна одна одни одно одног одну ожидае ожидан оказал окна окно окол оконча октябр олег олегов ольг
    омск операт операц опечат оплат оплати оплаче оплачи опозда оправ оприхо опросн оптик опыт опят органи
    оригин ориент освобо осен основа основн оставл оставш остает остали остало осталс осталь остано остатк
    остато отбор ответ ответи ответс ответь отвеч отвеча отгруж отгруз отда отдава отдал отдаст отдел отдель
    отзыв отказ отказа отказы отклон отключ открыв открыл открыт отличн отложи отмен отмени отменя отметк
    отправ отпуск отпуст отсроч отсутс отчет оурк оферт офис официа оформи оформл охран оценк очен очеред
    ошибк ошибок павел пакет паллет папк парол парт партне пару паспор пачк паша пени перв первог перева
    переве перево перевы перед переда передв переде переду переза перезв перене перено пересо пересч пересы
    перехо перече перечи перм перчат петр петров печат печата печь пипетк пирами писал писат пись пишит пишу
    план планер планир планов плат платеж плател платил платит платфо пленк плит плитк пломб плох площад
    плюс победи повтор погаси погаше погово погод погруз пода подан подат подач подбер подбор подгот поддер
    поддон подклю подн поднял подойд подоль подп подпис подпиш подроб подряд подска подста подтве подход
    подшип подъ подъез поедет поехал пожалу пожарн позвол позвон поздн поздра позж позиц пока показа покупа
    покупк полгод поле полиме полиол полк полн полнос полови положи полтор полуго получа получе получи
    пользо поменя помеще понадо понеде пони понима понрав понял понят понятн поправ попрос попытк порт
    портал поруче порядк порядо посл послед послез посмот пост постав поступ посчит посылк потеря пото
    потреб похож поче почт почтов пошел пошл пошлин поэт поясне прав правд правил праздн прайс предла предло
    предме предоп предос предпр предст предуп предъя прежн прекра прем пресс претен прибыл прибыт привез
    привет привод пригла придер придет прие приеде приемк приеха призна прикла прикре прилаг прилож пример
    примет прин приним принос принял принят приост присво присла присое присут присыл приура приход прицеп
    причин пришел пришл пришле пришли приятн проб пробк провед провел провер провод прогно прогр продав
    продаж проект прозра произв происх пройде прокат пропус прораб прос просил просит просма просро прост
    проста прости просьб против проток проф профил проход процед процен прочит прош прошел прошл прошло
    пружин прям пугайт пункт пуст пути пяти пятнад пятниц пять работ работа рабоч равн раза разбив разбир
    разгру раздел разлож размер размещ разнес разниц разреш разу рамк рамочн рамп ране раньш раскла раскр
    распис рассве рассма рассмо рассчи рассыл растам растор расход расхож расцен расчет рахмат реальн ребят
    регист редакц редукт редукц реестр режи режьт резерв резуль рейс реквиз реклам рекоме релиз ремонт
    ресепш рефриж реша решат решен решетк решил риск робот ровн родд розлив роман роспис ростов рубл рука
    рукав руково рулон рулоно руст рынк рябов рядо рязан сайт сама самар сами самовы самоле саморе саркис
    сбор сборк сборн сведен свер сверк свет светла свидет свобод сводк свое свои связ сдал сдан сдвиг сдвига
    сдвину сдел сделай сделал сделат сделк сдэк себе себя сегодн сезон сейчас секрет секц селитр семен
    семено семи семь сентяб сервер сервис серг сери сертиф серы сети сетк сеть сибир сист скаж скажит сказал
    скан скидк скин скинул скиньт склад скольк скор скорос скотч след следуе следую слов сломал слот служб
    случ смен сменил смес смет смож сможет смотр смотре смотри снабже сначал сним снимай снов снял снят
    собер собира собо собрал собран собств совеща совмес совпал совс соглас соглаш сожале созвон создан
    соколо сообщ сообща сообще сообщи соотве сопров сорок сорт сосед состав состоя сотруд сохран сочи спам
    спасиб спец специа специф спецод списал списан списк список спокой спор справк спраши спроси сравни сраз
    сред средн средст срок срочн ссылк став ставит ставк ставл ставьт стад стал стан станда станок станц
    стар старт статус стекл стекло стелла стен стенд степан стоимо стоит стойк столов стоп сторон стоял
    стоят стран страни стрейч строит стройк строк стыдн суббот субсид судн судов сумм сутк суток сформи схем
    счет счит считае считай считат сызран сырь сюда таблиц таки тако таможе таможн тара тариф татьян ташкен
    твер тебя текст телефо тема теме темпер темы тендер тент тепер тепл теплиц термин термои тест техник
    технич технол течен типов тираж титан титул тишин ткан товар товарн тогд того тоже толщин тольк тонн
    торг торгов торт точк точн тракто трал транзи трансп трансф трасс треб требов требуе требую трек трем
    трет трех тридца трое труб трубк труд тысяч тюмен уваж уважен уведом увидел удержа удобре удосто уехал
    узбеки узел уйдет укажит указан указат указыв умтс упаков упал уплат управл урал услов услуг услыша успе
    успев успел устав устано устраи устрои усть утверд утверж уточн уточне уточни утра утренн утро уходит
    участ участв участн учет учреди ушел ушла ушли ушло фабрик файл факт фактич фактур фамил фанер фасад
    феврал фермер фильтр финанс фирм флакон форм фото фрахт фура фурнит футеро хватае хватит хвост хозяин
    хорош хороше хотел хотело хоти хоть хотя хочет хочетс хочу хранен цвет цела целы цена цене цено ценов
    центр цену цены цеха цифр часа часов част частич челове чему через чертеж честн четвер четыр чехов числ
    числит чист читает чтоб шаблон шест ширин шкаф шпон штамп штраф штук шушар экземп эконом экспед экспер
    эксплу экспор экспре элеват электр элкон эмал энерго эскиз этаж этап этикет этог этой этом этот этрн
    юрий юрист юрлиц январ яросла ящик
    """
}
