// SPDX-License-Identifier: Apache-2.0

/// The wording of bounces, in lower case.
enum BounceWording {
  /// Local parts of senders of bounces.
  static let daemons: Set<String> = [
    "mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon", "mdaemon", "maildaemon", "mailer_daemon",
    "mail-deamon", "listserv", "mailsystem", "mail.daemon", "ndr",
  ]

  /// Names of such senders.
  static let daemonNames = PhraseSet([
    "mail delivery s", "mailer-daemon", "mailer daemon", "mail administrator", "delivery subsystem",
    "система доставки почты", "служба доставки почты", "mail system", "postmaster",
  ])

  /// How a forwarded bounce names its sender.
  static let daemonMarks = PhraseSet(["mailer-daemon@", "mail delivery s", "postmaster@", "mailerdaemon@"])

  /// What only mail servers write at the start of a subject.
  static let serverSubjects = Openings([
    "delivery status notification", "undelivered mail returned to sender", "mail delivery failed: returning",
    "mail delivery failed", "mail delivery failure", "returned mail:", "undeliverable:", "unzustellbar:",
    "undeliverable mail", "письмо не доставлено", "сообщение не доставлено", "недоставленное сообщение",
    "недоставленное письмо", "уведомление о состоянии доставки", "отчёт о недоставке", "отчет о недоставке",
    "не удается доставить:", "не удаётся доставить:", "mailer-daemon", "dsn:", "undelivered mail",
    "delivery notification: delivery has failed", "delayed mail (still being retried)",
    "nicht zustellbar:", "non remis :", "non remis:", "no se puede entregar:", "non recapitabile:",
    "onbestelbaar:", "niedostarczone:", "warning: could not send message", "mail could not be delivered",
  ])

  /// Subjects that servers write and that are no more than that.
  static let wholeSubjects: Set<[UInt8]> = Set(
    [
      "failure notice", "mail failure.", "mail failure", "delivery failure", "mail delivery problem",
      "mail error", "mail system error - returned mail", "message status - undeliverable",
      "unzustellbare nachricht", "mail delivery status report",
    ].map { Array($0.utf8) })

  /// What subjects of bounces say, and others now and then.
  static let subjects = PhraseSet([
    "undelivered", "undeliverable", "delivery status notification", "delivery failure", "delivery failed",
    "delivery error", "mail delivery", "returned mail", "failure notice", "delivery has failed",
    "delivery notification", "delivery report", "not delivered", "could not be delivered",
    "couldn't be delivered",
    "nondeliverable", "non-delivery", "nondelivery", "warning: message", "could not send",
    "returning to sender",
    "returned to sender", "mail failed", "failed mail", "message delayed", "mail delayed", "delayed mail",
    "mail warning", "mail failure", "email rejected", "message rejected", "mail rejected", "mail error",
    "automatically rejected mail", "processing error", "user unknown", "unknown user", "mailbox full",
    "over quota", "не доставлено", "недоставленн", "не доставлен", "не удается доставить",
    "не удаётся доставить",
    "не удалось доставить", "ошибка доставки", "возврат письма", "возвращено", "unzustellbar",
    "nicht zustellbar", "zustellung fehlgeschlagen", "zustellfehler", "zustellung gescheitert",
    "nicht zugestellt", "verzögerte zustellung", "non remis", "échec de la remise", "no entregado",
    "mancata consegna", "mancato recapito", "niedostarczon", "zwrot poczty",
  ])

  /// What makes a text one about mail.
  static let mailMarks = PhraseSet([
    "failed recipient", "deliver message", "deliver your message", "remote host said", "smtp", "user unknown",
    "unknown user", "mail server", "sent mail", "rcpt to", "почтов", "mailserver",
  ])

  /// What makes such a subject one about mail.
  static let mailWords = PhraseSet(["mail", "письм", "сообщ", "message", "nachricht", "courrier", "correo"])

  /// What reports of a failure say.
  static let failures = PhraseSet([
    "could not be delivered", "couldn't be delivered", "wasn't delivered", "was not delivered",
    "cannot be delivered", "can't be delivered", "not be delivered", "not been delivered",
    "unable to deliver",
    "wasn't able to deliver", "not able to deliver", "could not deliver", "couldn't deliver",
    "can not deliver",
    "failed to deliver", "delivery failed", "delivery has failed", "delivery to the following",
    "delivery attempt", "failed permanently", "has been failing", "undeliverable", "user unknown",
    "unknown user", "mailbox full", "mailbox is full", "mailbox unavailable", "permanent error",
    "permanent fatal", "fatal error", "did not reach", "did not receive", "returned to sender",
    "host not found",
    "over quota", "has been returned", "has been postponed", "was aborted", "automatically rejected",
    "has been rejected", "was rejected", "no valid recipients", "is not valid", "not a valid user",
    "did not exist", "does not exist", "doesn't exist", "recipient address rejected", "no such user",
    "no such address", "invalid recipient", "no user ", "final-recipient:", "this is the mail system",
    "mail delivery software", "qmail-send", "failed recipient", "failed addresses", "not deliverable",
    "address not found", "not listed in", "could not send", "been quarantined", "transcript of session",
    "не доставлено", "не удалось доставить", "не может быть доставлено",
    "не может быть отправлено", "не удалось отправить", "невозможно доставить",
    "рассылки невозможна", "переполнен",
    "не существует", "не было доставлено", "отклонено", "nicht zugestellt", "nicht zustellbar",
    "unzustellbar",
    "unbekannter empfänger", "postfach ist voll", "nachrichtenzustellung", "konnte nicht zugestellt",
    "konnte nicht übermittelt", "n'a pas pu être",
    "no se pudo entregar", "no ha podido", "impossibile recapitare", "nie może zostać", "nie mógł",
    "kon niet worden",
  ])

  /// What delivery agents say of a message that they took and threw away.
  static let rejections = PhraseSet(["automatically rejected", "was rejected", "has been rejected"])

  /// What a report of a delay says.
  static let delays = PhraseSet([
    "will be retried", "will keep trying", "keep trying", "delayed", "postponed", "continue to try",
    "still being", "not yet been delivered", "not been delivered yet", "attempts will continue",
    "will continue to", "continue to be made", "warning only", "warning message only", "will try again",
    "попытки", "попыток доставки", "повторн", "пока не доставлено", "задерж", "wird weiterhin",
    "weiterhin versucht", "noch nicht zugestellt", "verzögert", "you do not need to resend",
  ])

  /// What says that a delay is over.
  static let endings = PhraseSet([
    "gave up", "given up", "giving up", "permanent error", "permanent fatal", "failed permanently",
    "permanent failure", "final failure", "will not be retried", "попытки прекращены", "aufgegeben",
  ])

  /// The mail that went lost.
  static let mailNouns = PhraseSet([
    "your message", "your e-mail", "your email", "your mail", "ваше сообщение", "ваше письмо",
    "ihre nachricht", "ihre e-mail", "ihre mail", "message that you sent", "this message was created",
    "the following mail", "the following message", "votre message", "su mensaje",
  ])

  /// Without any of these no text tells of a bounce by itself.
  static let hints = PhraseSet(joining: [mailNouns, abandonments])

  /// How it went lost.
  static let losses = PhraseSet([
    "could not be delivered", "couldn't be delivered", "was not delivered", "wasn't delivered",
    "has not been delivered", "cannot be delivered", "did not reach", "was not received by",
    "has been rejected", "не доставлено", "не было доставлено", "не удалось доставить",
    "не может быть доставлено", "не дошло", "nicht zugestellt", "nicht erreicht", "unzustellbar",
  ])

  /// How a person speaks who tells of a bounce.
  static let reports = PhraseSet([
    "came back", "bounced", "bounce below", "bounced back", "see below", "error message", "got this back",
    "received this", "get this", "вернулось", "вернулся", "пришёл отказ", "см. ниже", "kam zurück",
    "zurückgekommen", "siehe unten", "fehlermeldung", "right address", "correct address", "верный адрес",
    "правильный адрес", "richtige adresse",
  ])

  /// What challenge-response programs ask.
  static let challenges = PhraseSet([
    "my guest list", "approved sender", "allowed list", "allowed senders", "have your address added",
    "verify that you are", "confirm that you are", "prove that you", "sender not pre-approved",
    "challenge/response", "requires confirmation of", "to be added to my",
    "not a spammer", "reply to this message to confirm", "one-time verification", "sender verification link",
    "подтвердите, что вы не", "подтвердите отправку письма", "absender bestätigen",
  ])

  /// What they ask in the shape of a report.
  static let reportChallenges = PhraseSet(["guest list", "not pre-approved"])

  /// What says that a mailbox has been given up.
  static let abandonments = PhraseSet([
    "no longer monitored", "no longer read", "no longer in use", "no longer used", "no longer active",
    "no longer valid", "no longer available", "no longer being", "not monitored any", "not read any",
    "nicht mehr gelesen", "nicht mehr verwendet", "nicht mehr genutzt", "nicht mehr abgerufen",
    "nicht mehr bearbeitet", "nicht mehr aktiv", "nicht mehr gültig", "nicht mehr erreichbar",
    "больше не используется", "больше не обслуживается", "больше не действует", "больше не читается",
    "больше не работает", "больше не проверяется", "не обслуживается",
  ])

  /// How servers speak of the reader's own mailbox: a warning, no bounce.
  static let ownMailboxes = PhraseSet([
    "your mailbox", "ihr postfach", "ваш почтовый ящик", "ваш ящик", "вашего почтового ящика",
  ])

  /// What is given up.
  static let mailboxes = PhraseSet([
    "this mailbox", "this e-mail address", "this email address", "this address", "the mailbox",
    "dieses postfach", "diese e-mail-adresse", "diese mailadresse", "diese adresse", "этот ящик",
    "этот почтовый ящик", "данный ящик", "данный почтовый", "этот адрес", "данный адрес",
  ])
}
