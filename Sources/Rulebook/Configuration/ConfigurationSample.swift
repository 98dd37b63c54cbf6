// SPDX-License-Identifier: Apache-2.0

extension ConfigurationFile {
  /// A commented configuration to start from; it loads as it stands.
  package static let sample = """
    # Kontor: the back office of a shared sales-support mailbox.
    # Paths are relative to this file. `kontor check` says whether everything here works.

    # The one file that keeps messages, orders, drafts and the audit trail.
    store: kontor.sqlite

    company:
      name: OurCo
      # Senders of these domains are our own people; a message is "out" if they write to anyone else.
      domains: [ourco.example]
      # Our own accounts: the only numbers that a letter may name (docs/operating.md).
      # accounts: ["DE89 3704 0044 0532 0130 00"]

    # The host through which all mail from outside comes: its name in Authentication-Results, and behind "by" in the
    # Received fields that it writes. Without it nobody knows who really sent a message (docs/operating.md).
    # border: {authserv_id: mx.ourco.example, received_by: mx.ourco.example}

    # Who is what to us: a list such as
    #   - {email: lee@bearings.example, name: Min Lee, role: supplier, company: Bearings Ltd}
    #   - {domain: haulage.example, role: carrier, company: Haulage GmbH}
    # Roles: customer, supplier, carrier, broker, bank, internal.
    # directory: directory.yaml

    # How our numbers look (PCRE2): the first group, or else the whole match, is the key. Kinds: our_order,
    # our_quote, supplier_order; and customer_order, invoice, shipping, contract, which have built-in patterns.
    keys:
      our_order: ['SO-\\d{4}-\\d{5}']
      our_quote: ['QT-\\d{4}-\\d{4}']
      supplier_order: ['PO-S-\\d{4}-\\d{3,}']

    # Folders with rules and templates of our own; left out: those that come with Kontor.
    # rules: [rules]
    # templates: [templates]

    # The mailboxes to read, and to send approved replies from.
    mailboxes: []
    # mailboxes:
    #   - name: orders
    #     address: orders@ourco.example
    #     folders: [INBOX, Sent]     # left out: INBOX and the folder of sent mail
    #     # Tokens instead of passwords (docs/authentication.md); then run `kontor login orders`:
    #     # oauth2: {provider: microsoft, tenant: ourco.example, client_id: 11111111-2222-3333-4444-555555555555}
    #     imap:
    #       host: imap.ourco.example
    #       # tls: implicit          # implicit (port 993), starttls (port 143), none (this machine only)
    #       user: orders@ourco.example
    #       password: {file: secret.txt}   # or {command: pass show orders}, or {credential: NAME} (systemd)
    #       # compress: yes          # where the server offers it (COMPRESS=DEFLATE)
    #       # ca_file: ca.pem        # trust these authorities instead of the system's
    #     smtp:                      # left out: nothing is sent from this mailbox
    #       host: smtp.ourco.example
    #       # tls: implicit          # implicit (port 465), starttls (port 587), none (this machine only)
    #       user: orders@ourco.example
    #       password: {file: secret.txt}

    # Who may do what. The uid is the system's (`id -u NAME`); roles: viewer reads, assistant prepares,
    # specialist approves routine replies, manager approves everything.
    # users:
    #   irina: {uid: 1000, role: specialist, name: Irina Sokolova}

    # What ends a letter, by language; left out: a closing with the company's name.
    # signatures:
    #   en: |
    #     Kind regards
    #     Sales support, OurCo
    """ + "\n"
}
