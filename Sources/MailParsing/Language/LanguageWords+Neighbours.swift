// SPDX-License-Identifier: Apache-2.0

extension LanguageWords {
  /// Word lists of languages that write to this trade now and then; each word must be typical.
  static let neighbours: [(String, String)] = [
    (
      "fr",
      """
      le la les de des du et en un une est que qui dans pour pas sur au aux avec ce cette ces son sa ses
      par plus nous vous votre vos notre nos je il elle ils sont être avoir avons avez été fait bonjour
      merci cordialement madame monsieur commande facture devis prix livraison ci-joint pièce jointe
      veuillez trouver svp demande bien reçu confirmer confirmation délai quantité jour jours semaine
      mais ou où si comme très aussi tout tous tu on y ai as a ont faire faut peut pouvez pouvons
      pouvez-vous voulez souhaitons souhaite besoin oui non c'est d'accord s'il plaît plait confirme
      confirmons confirmez envoyez envoyer envoyée envoyé annuler annulez annulation commandes factures
      paiement payé payée reçue reçus marchandise marchandises trop cher attends attend attendons
      nouvelles nouvelle toujours quel quelle quels quand combien pourquoi comment beaucoup bonne bon
      bonsoir salut journée suite suivant suivante attente réponse retour dès possible encore déjà après
      avant demain hier aujourd'hui disponible stock pièces tarif tarifs remise expédition expédié livré
      livrée adresse numéro référence voici joint ci-jointe ci-dessous ci-dessus concernant sujet
      parfait entendu noté valide validé offre sans sous chez depuis pendant leur leurs même autre
      autres était serait l'offre
      """
    ),
    (
      "it",
      """
      il lo la gli le di del della dei e un una è che per non con su al alla nel nella sono siamo avete
      abbiamo questo questa vostro vostra nostro nostra buongiorno grazie saluti cordiali gentile ordine
      fattura preventivo prezzo consegna allegato prego conferma richiesta quantità giorni settimana
      anche più come ma o se ho hai ha hanno sei siete era essere fare fatto può possiamo potete
      potreste vorremmo vorrei bisogno sì si no va bene così confermo confermiamo confermate confermato
      inviate inviare inviarci inviato annullare annullate ordini fatture pagamento pagato effettuato
      ricevuta ricevuto ricevuti merce troppo alto caro attendo attendiamo quando quanto quale perché
      dove arriva arrivata mille tante molto buona sera giornata risposta appena possibile ancora già
      dopo prima domani ieri oggi disponibile disponibili pezzi listino sconto spedizione spedito
      indirizzo numero riferimento ecco allegata allegati seguito perfetto d'accordo preventivi
      offerta offerte senza presso dal dalla degli delle agli alle loro stesso altro altra ottimo
      procedete procedere saldo bonifico cortesemente egregi spett attesa vostri nostri ci vi mi ti
      """
    ),
    (
      "es",
      """
      el la los las de del y en un una es que por para no con su al lo se como más pero este esta son
      está estamos tenemos hemos nuestro nuestra usted ustedes buenos días gracias saludos estimado
      estimada pedido factura presupuesto oferta precio entrega adjunto favor confirmar solicitud
      cantidad semana también muy si o soy eres somos he ha han hay hacer hecho puede pueden podemos
      podría quisiera queremos necesito necesitamos sí acuerdo así confirmo confirmamos confirmado
      confirmen envíen enviar envíe enviado cancelar cancelen pedidos facturas pago pagado realizado
      realizada recibida recibido recibidos mercancía demasiado alto caro espero esperamos cuándo cuánto
      cuál dónde llega llegó mil tarde noche respuesta pronto posible todavía ya después antes mañana
      ayer hoy disponible disponibles piezas tarifa descuento envío dirección número referencia aquí
      adjunta adjuntos siguiente perfecto vale adelante cotización cotizar sin desde hasta entre sobre
      todo todos todas mismo otro otra muchas atentamente cordial saludo tienen tenéis esto eso ese esa
      nos les sus mi qué cómo quién
      """
    ),
    (
      "nl",
      """
      de het een en van in is dat op te voor met zijn niet aan er om ook als dan maar bij nog naar uit
      worden wordt door over ze zich hij we wij jullie uw ons onze ik heb heeft hebben kan kunnen graag
      bedankt dank groet groeten beste geachte bestelling factuur offerte prijs levering bijlage
      bijgevoegd bevestiging ontvangen week dagen vriendelijke geen wel deze dit u akkoord wanneer waar
      hoe wat welke kunt kun wilt willen moet moeten zal zullen zou zouden ja nee goed duur geleverd
      leveren levert levertijd betaald betaling goederen bevestigen bevestigt bevestigd bestellen
      besteld bestellingen bestel annuleren geannuleerd facturen stuur sturen verstuurd verzonden zie
      bijlagen had voorraad wachten wacht steeds alstublieft aub mvg alvast morgen gisteren vandaag
      stuks prijzen korting zending adres nummer referentie hierbij zo spoedig mogelijk eerder later
      weer iets niets alles helaas prima perfect order klopt heer mevrouw vraag vragen antwoord reactie
      hartelijk hoor
      """
    ),
    (
      "pl",
      """
      i w na z do się nie że to jest o jak ale po co tak za od przez dla są był może już tylko być ich
      te ten ta ze przy dzień dobry dziękuję dziękujemy pozdrawiam proszę prosimy zamówienie zamówienia
      faktura faktury oferta cena dostawa załączniku potwierdzenie ilość tydzień dni pan pani szanowni
      państwo dzięki dziekuje potwierdzam potwierdzamy potwierdzić prosze ofertę kiedy gdzie ile
      dlaczego będzie bedzie będą mamy macie ma mam fakturę zapłacona zapłacone zapłacono zapłata
      płatność towar otrzymany otrzymaliśmy otrzymałem zgoda zgadzam drogo zamawiamy zamawiam anulować
      anulujemy czekamy czekam wysyłkę wysyłka wysłane wysłać czy stanie stan witam cześć dostawę
      dostawy jutro wczoraj dzisiaj dziś sztuk szt cennik rabat adres numer dotyczy załączeniu przesyłam
      przesyłamy mogą możemy można prośbą pilne nadal jeszcze oraz lub bardzo miłego dnia odpowiedź
      nasze nasza państwa
      """
    ),
    (
      "pt",
      """
      o a os as um uma de do da dos das em no na nos nas por para com sem que não sim se mais mas ou
      como já ainda também muito eu nós você vocês ele ela é são foi está estão temos tem têm podemos
      podem pode gostaria gostaríamos preciso precisamos obrigado obrigada obrigados bom dia boa tarde
      olá prezado prezados prezada confirmo confirmamos confirmado confirmar pedido pedidos fatura nota
      fiscal orçamento cotação preço preços prazo entrega pagamento pago recebido recebida recebemos
      mercadoria enviar envie enviem enviado anexo segue cancelar aguardo aguardamos quando quanto onde
      qual hoje ontem amanhã disponível estoque peças atenciosamente cumprimentos acordo favor à às ao
      aos nosso nossa seu sua este esta isso
      """
    ),
    (
      "cs",
      """
      a i že se si je jsou jsem jsme jste v ve na do od po pro za s z k ke u o jak kdy kde kolik proč
      který která ale nebo také už ještě děkuji děkujeme děkuju dobrý den prosím prosíme potvrzuji
      potvrzujeme potvrďte objednávka objednávku objednávky faktura fakturu faktury nabídka nabídku cena
      ceny dodání dodávka platba zaplaceno zboží přijato zašlete pošlete příloze přílohu zrušte
      souhlasím souhlasíme čekáme ano ne dnes zítra včera skladem kusů pozdravem vážený vážená máte máme
      bude budou můžete můžeme však jen
      """
    ),
    (
      "sk",
      """
      sa je sú som sme ste v vo na do od po pre za s z zo k ku o ako kedy kde koľko ale alebo tiež už
      ešte ďakujem ďakujeme dobrý deň prosím prosíme potvrdzujem potvrdzujeme objednávka objednávku
      faktúra faktúru ponuka ponuku cena dodanie platba tovar pošlite prílohe súhlasím áno nie dnes
      zajtra pozdravom vážený máte máme bude môžete
      """
    ),
    (
      "sv",
      """
      och att det som en ett är på för av med till den har de inte om vi ni jag du han hon kan ska vill
      från eller men så när var hur vad vilken tack hej god morgon bekräftar bekräfta bekräftat
      beställning beställningen order faktura fakturan offert offerten pris priset leverans leveransen
      leveranstid betalning betald betalat varor varorna mottagna mottaget skicka skickat bifogat
      bifogad avboka avbeställ godkänt väntar ja nej idag imorgon igår lager styck hälsningar vänliga
      mvh era vår våra ert får gärna också bara redan ännu
      """
    ),
    (
      "da",
      """
      og at det som en et er på for af med til den har de ikke om vi i jeg du han hun kan skal vil fra
      eller men så når hvor hvad hvilken hvornår tak hej god morgen bekræfter bekræft bekræftet
      bestilling bestillingen ordre ordren faktura fakturaen tilbud tilbuddet pris prisen levering
      leveringen leveringstid betaling betalt varer varerne modtaget send sendt vedhæftet vedlagt
      annuller afbestil godkendt venter ja nej dag går lager styk hilsen venlig mvh jeres vores får
      gerne også kun allerede endnu venligst
      """
    ),
    (
      "no",
      """
      og at det som en et er på for av med til den har de ikke om vi dere jeg du han hun kan skal vil
      fra eller men så når hvor hva hvilken takk hei god morgen bekrefter bekreft bekreftet bestilling
      bestillingen ordre ordren faktura fakturaen tilbud tilbudet pris prisen levering leveringen
      leveringstid betaling betalt varer varene mottatt send sendt vedlagt vedlegg kanseller avbestill
      godkjent venter ja nei dag går lager stk hilsen vennlig mvh deres vår våre får gjerne også bare
      allerede ennå vennligst
      """
    ),
    (
      "fi",
      """
      ja on ei se että hän olla ovat me te minä sinä kun jos mutta tai myös vielä jo kiitos hei hyvää
      päivää huomenta vahvistan vahvistamme tilaus tilauksen tilaamme lasku laskun tarjous tarjouksen
      hinta hinnan toimitus toimituksen toimitusaika maksu maksettu tavara vastaanotettu lähettäkää
      lähetä liitteenä peruuttakaa peruuta hyväksytty odotamme kyllä tänään huomenna eilen varastossa
      kpl terveisin ystävällisin onko voitteko milloin missä paljonko mikä tämä olemme
      """
    ),
    (
      "tr",
      """
      ve bir bu da de için ile ne mi mı çok ama veya daha var yok olarak olan teşekkürler teşekkür
      ederim ederiz merhaba günaydın iyi günler sayın onaylıyorum onaylıyoruz onay sipariş siparişi
      siparişimiz fatura faturayı teklif teklifi fiyat fiyatı teslimat ödeme ödendi yapıldı mal ürün
      alındı gönderin gönderiniz ekte iptal kabul bekliyoruz evet hayır bugün yarın dün stokta adet
      saygılarımla lütfen zaman kaç nerede olur tamam bey hanım
      """
    ),
    (
      "hu",
      """
      a az és hogy nem is egy van meg de ez ha vagy csak már még mi ön önök köszönöm köszönjük jó napot
      tisztelt kérem kérjük megerősítem megerősítjük megrendelés megrendelést számla számlát ajánlat
      ajánlatot ár árajánlat szállítás fizetés fizetve áru megérkezett küldjék küldje mellékelve
      csatoltan törölje elfogadom várjuk igen ma holnap tegnap raktáron darab üdvözlettel mikor hol
      mennyi
      """
    ),
    (
      "ro",
      """
      și si în la cu de pe pentru din nu da este sunt am avem aveți ați un o să că mai sau dar foarte
      mulțumesc multumesc mulțumim bună ziua stimate confirm confirmăm confirmați comanda comandă
      factura factură oferta ofertă preț prețul livrare livrarea plata plată plătit marfa marfă primit
      primită trimiteți trimis atașat anulați aștept așteptăm acord azi mâine ieri stoc bucăți vă rog
      rugăm când unde cât
      """
    ),
  ]
}
