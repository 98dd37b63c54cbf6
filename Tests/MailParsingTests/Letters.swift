// SPDX-License-Identifier: Apache-2.0

/// Business letters in languages whose charsets have to be told apart.
enum Letters {
  static let russian = """
    Добрый день, Ирина! Прошу выставить счёт на поставку подшипников 6204 и 6205 в количестве 40 штук. \
    Срок отгрузки нужен до конца недели, оплату проведём сразу после получения документов. Также \
    сообщите, пожалуйста, есть ли на складе муфты для насоса КМ-80. Если позиции нет, предложите замену \
    с указанием цены и срока. Заявка на поставку оборудования. Подтверждение заказа. Счёт на оплату. \
    Вопрос по отгрузке товара. Коммерческое предложение по трубам и фланцам. Мы получили груз, два ящика \
    повреждены при перевозке, акт во вложении. С уважением, Пётр Кузнецов, отдел снабжения завода \
    Уралмаш. Договор подписан, оригинал отправлен почтой. Когда ожидать машину на разгрузку? Документы \
    получены, спасибо.
    """

  static let capitals = """
    СРОЧНО! ЗАЯВКА НА ПОДШИПНИКИ. СЧЁТ НА ОПЛАТУ ЗА МАРТ. ДОГОВОР ПОСТАВКИ. ОТГРУЗКА СО СКЛАДА В САМАРЕ. \
    ПОДТВЕРЖДЕНИЕ ЗАКАЗА И СРОКИ ИЗГОТОВЛЕНИЯ. ПРОСИМ ВЫСЛАТЬ ДОКУМЕНТЫ.
    """

  static let ukrainian = """
    Доброго дня! Прошу надати рахунок на поставку підшипників і електродвигунів. Термін відвантаження \
    потрібен до кінця тижня, оплату здійснимо одразу після отримання документів. Чи є на складі муфти \
    для насосів? Якщо немає, запропонуйте заміну з ціною. Підтвердження замовлення. Вантаж отримано, \
    дякуємо за швидку роботу. З повагою, Їжакевич Євген, відділ постачання.
    """

  static let german = """
    Sehr geehrte Damen und Herren, für die Lieferung von Kugellagern benötigen wir ein Angebot über 40 \
    Stück. Können Sie uns den frühesten Liefertermin nennen? Die Rechnung überweisen wir nach Prüfung \
    der Unterlagen. Größe und Ausführung laut Zeichnung. Mit freundlichen Grüßen, Jürgen Müller, \
    Einkauf. Auftragsbestätigung für Ventile. Rückfrage zur Bestellung. Übersicht der Lieferungen für \
    Österreich. Maße der Wälzlager prüfen. Straße, Schlüssel, Gehäuse, Dübel, Zubehör, Änderung.
    """

  static let french = """
    Bonjour, nous avons bien reçu votre commande numéro 4711 et vous remercions. Le délai de livraison \
    est de trois semaines à réception du règlement. Veuillez préciser la quantité souhaitée et l'adresse \
    de livraison. Les pièces expédiées hier ont été endommagées pendant le transport. À bientôt, Hélène \
    Lefèvre, service après-vente. Facture acquittée, réclamation déposée. Où en est ma commande passée \
    en février ? Garçon, forêt, hôtel, naïve, cœur.
    """

  static let spanish = """
    Buenos días, señor Núñez: adjunto la confirmación del pedido número 312. ¿Cuándo está prevista la \
    entrega del camión? La factura será pagada según las condiciones acordadas. Necesitamos más \
    información técnica sobre la válvula y el cojinete. Atención: el envío llegará mañana. Un saludo, \
    José Martínez, gestión de compras.
    """

  static let polish = """
    Dzień dobry, proszę o wycenę łożysk i uszczelek zgodnie z załączonym rysunkiem. Termin dostawy jest \
    dla nas bardzo ważny, płatność nastąpi po otrzymaniu faktury. Czy części są dostępne od ręki? \
    Potwierdzenie zamówienia. Przesyłka dotarła uszkodzona, zgłaszamy reklamację. Z poważaniem, Wojciech \
    Żółkowski, dział zakupów. Mężczyzna, źródło, świeży, gęś, jaźń.
    """

  static let czech = """
    Dobrý den, prosíme o nabídku na ložiska a těsnění podle přiložené tabulky. Dodací lhůta by neměla \
    přesáhnout čtrnáct dní, fakturu uhradíme po převzetí zboží. Potvrzení objednávky. Zásilka přišla \
    poškozená, přikládáme fotografie. S přátelským pozdravem, Jiří Dvořák, nákupní oddělení. Žluťoučký \
    kůň.
    """

  static let simplified = """
    您好，请报价以下轴承，数量四十件，交货期请在本周末之前。收到发票后我们将立即付款。请问仓库里有没有水\
    泵用的联轴器？如果没有，请提供替代型号和价格。订单确认。货物已经收到，两箱在运输途中损坏，照片见附件\
    。此致，采购部王小明。关于合同的问题，请尽快回复，谢谢。发货通知，付款凭证，技术参数，质量证明。
    """

  static let traditional = """
    您好，請報價以下軸承，數量四十件，交貨期請在本週末之前。收到發票後我們將立即付款。請問倉庫裡有沒有水\
    泵用的聯軸器？如果沒有，請提供替代型號和價格。訂單確認。貨物已經收到，兩箱在運輸途中損壞，照片見附件\
    。此致，採購部王小明。關於合約的問題，請儘快回覆，謝謝。出貨通知，付款憑證，技術參數。
    """

  static let japanese = """
    お世話になっております。軸受の見積もりをお願いいたします。数量は四十個、納期は今週末までにお願いしま\
    す。請求書を受け取り次第、お支払いいたします。ポンプ用のカップリングは在庫がありますか。ない場合は代\
    替品と価格をご連絡ください。ご注文の確認。荷物は届きましたが、二箱が輸送中に破損していました。よろし\
    くお願いいたします。株式会社サンプル購買部の田中です。契約書の件、至急ご返信ください。
    """

  static let korean = """
    안녕하세요. 아래 베어링의 견적을 부탁드립니다. 수량은 사십 개이며 납기는 이번 주말까지입\
    니다. 세금계산서를 받는 즉시 결제하겠습니다. 펌프용 커플링 재고가 있습니까? 없으면 대체\
    품과 가격을 알려 주시기 바랍니다. 주문 확인서. 화물은 도착했으나 두 상자가 운송 중에 \
    파손되었습니다. 감사합니다. 구매팀 김민수 드림. 계약서 관련하여 빠른 회신 부탁드립니다.
    """
}
