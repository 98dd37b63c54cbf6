// SPDX-License-Identifier: Apache-2.0

extension LanguageWords {
  /// Word lists in lower case, function words first.
  static let lists: [(String, String)] = [
    (
      "en",
      """
      the of and to a in is it you that he was for on are with as his they be at one have this from or
      had by but not what all were we when your can said there use an each which she do how their if
      will up other about out many then them these so some her would make like him into time has look
      two more go see no way could people my than been its who now did get come made may after before
      our us me i am any only also just because still please thank thanks dear hello hi regards best
      kind sincerely attached attach find enclosed order orders ordered invoice invoices quote
      quotation offer price prices delivery deliver delivered shipment ship shipped shipping goods
      payment paid pay received receive confirm confirmed confirmation request requested need needed
      send sent let know asap today tomorrow yesterday week weeks day days month monday tuesday
      wednesday thursday friday january february march june july october december morning afternoon
      soon possible available availability stock lead purchase supplier customer account bank details
      number item items quantity pieces pcs piece document documents certificate copy signed address
      contact phone meeting call question questions regarding concerning reference noted understood
      yes agreed fine good great sorry apologies delay delayed cancel cancelled missing damaged wrong
      correct change changed update updated where why should must shall might here very well over
      under between within without against during through until again further once both few most such
      own same too don't didn't can't won't isn't it's i'm we're we've i've you're that's let's
      doesn't couldn't reply message office back away leave holiday sales department manager company
      limited following below above per total amount due date balance forward looking hear hope
      arrived arrive arrives waiting wait check checked box boxes pallet pallets truck tracking
      customs clearance first second last next new old another every much awaiting advise advice
      kindly proceed approve approved accept accepted decline declined ahead deal works work ready
      done never always already yet being does doing got give given take taken keep put seen tell told
      think thought want wanted pls plz fyi ta thx cash subject posted release released driver load
      loaded seal user unknown mailbox gate vessel sailed expected carton cartons onward
      """
    ),
    (
      "de",
      """
      der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an
      werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war
      haben nur oder aber vor zur bis mehr durch man sein wurde sei hatte kann gegen vom können schon
      wenn habe seine mark ihre dann unter wir soll ich eines jahr zwei diese dieser wieder keine uns
      unser unsere unserer unseren ihr ihnen ihrer ihren mir mich dir sehr geehrte geehrter geehrten
      damen herren herr herrn frau hallo guten tag morgen liebe lieber vielen dank danke bitte gruß
      grüße grüßen freundlichen freundliche beste anbei anhang angehängt beigefügt bestellung
      bestellungen bestellen bestellt auftrag auftrags auftragsbestätigung rechnung rechnungen angebot
      angebote anfrage preis preise lieferung lieferungen liefern geliefert liefertermin lieferzeit
      lieferschein ware waren zahlung bezahlt überwiesen überweisung erhalten bestätigen bestätigt
      bestätigung brauchen benötigen schicken senden gesendet zusenden versand versendet verschickt
      heute gestern woche wochen tage tagen monat montag dienstag mittwoch donnerstag freitag januar
      februar märz mai juni juli oktober dezember bald möglich verfügbar lager menge stück artikel
      nummer konto bankverbindung unterlagen dokumente zeugnis zeugnisse kopie unterschrieben
      anschrift adresse ansprechpartner rückfragen frage fragen bezüglich wegen betreff verstanden ja
      nein gut gerne leider verzögerung verspätet stornieren storniert fehlt fehlen beschädigt falsch
      richtig ändern geändert änderung stand wo wann warum sollte muss müssen hier ganz zwischen
      innerhalb ohne während weitere einmal beide wenige meine mein dein kein abwesend urlaub büro
      erreichbar vertretung abteilung firma folgende unten oben insgesamt betrag fällig datum offen
      offene freuen melden angekommen eingetroffen warten prüfen geprüft karton kartons palette
      paletten lkw sendung verzollung zoll erste zweite letzte nächste neue alte andere jeder viel
      viele wäre würden würde hätte hätten könnten könnte möchten möchte wollen will sollen dazu damit
      davon dafür daran darüber deshalb jetzt immer nie bereits etwas nichts alles also doch mal nun
      da weil ob denn denen deren welche welcher zugesagt passt geht kommt gekommen gehen machen
      gemacht sagen gesagt wissen bescheid kurz nachricht angaben laut gemäß siehe euer eure euch
      meldet neuer neues neuen alter altes alten letzter nächster keiner zeitpunkt empfänger absender
      lieferant gerät auflösung ereignis ort zeit wert bezug hinweis versuch seiten grund raus rein
      drei vier fünf inklusive zzgl inkl stk stck ca best heut samt beim ins ans erst schwarz weiß
      händlerpreis lagernd vielmal notiert schöne ostern kam keinen eurer vormittags nachmittags
      einverstanden seit uhr pro tonne tonnen kostet kosten stimmt termin rückruf ordnung klar freigabe
      freigegeben angenommen abgelehnt beauftragen erteilen hiermit
      """
    ),
    (
      "ru",
      """
      dobryj dobryy den spasibo zakaz zakazy schet cena srok podskazhite podskajite pozhaluysta
      pozhalujsta proshu prosim vysylaem vyshlite zhdem jdem zavtra segodnya vchera otgruzka
      otgruzheny oplata oplatili platezhka nakladnaya nashe nash nasha vash vashe vse na meste v vo i
      za po ot do ne net da est budet nuzhno mozhno kogda gde rub buht sht tonn shtuk prilozhenii
      vlozhenii dogovor schetu nomer uvazhaemye zdravstvuyte zdravstvujte privet skazhite prinyat
      prinyato soglasovano otmenite foto akt kp rekvizity napominaem ochen dovolny rabotoy rabota vashey
      vashego nashego osobenno sleduyushchem godu budem budut poluchili poluchil prishlite vyshlem soglasny
      oplachen oplachena
      """
    ),
  ]
}
