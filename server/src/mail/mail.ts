import { createTransport } from 'nodemailer';

/** A letter to one person, as text and as HTML. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Where letters go out. */
export interface Mail {
  /** Hands a letter to the mail server; rejects when that does not take it. */
  send(to: string, letter: Letter): Promise<void>;
  close(): void;
}

/** `url` is `smtp://user:password@host:port`, or `smtps:` where TLS begins at once; `from` an address, with a name or without. */
export interface MailSettings {
  readonly url: string;
  readonly from: string;
}

const TIMEOUT_MS = 15_000;

/** Opens a way to the mail server; nothing is sent before the first letter. */
export function openMail({ url, from }: MailSettings): Mail {
  const transport = createTransport(
    {
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  );
  return {
    async send(to, letter) {
      await transport.sendMail({ to: { name: '', address: to }, ...letter });
    },
    close: () => transport.close(),
  };
}
