import type { Letter } from './mail.ts';

/** The languages letters are written in. */
export type Language = 'en' | 'de';

export interface InvitationLetter {
  readonly language: Language;
  readonly url: string;
  /** The customer's name; null for operators. */
  readonly to: string | null;
  readonly invitedBy: string | null;
}

/** Invites somebody to a customer's usage, or to operate the server. */
export function invitationLetter({ language, url, to, invitedBy }: InvitationLetter): Letter {
  const by = invitedBy === null ? null : oneLine(invitedBy);
  const what = to === null ? null : oneLine(to);
  return language === 'de' ? germanInvitation(url, what, by) : englishInvitation(url, what, by);
}

function englishInvitation(url: string, what: string | null, by: string | null): Letter {
  const place = what === null ? 'operate this Fuelgauge server' : `see the usage of ${what}`;
  return letterOf({
    subject: what === null ? 'You are invited to operate Fuelgauge' : `You are invited to ${what}`,
    first: by === null ? `You are invited to ${place}.` : `${by} invites you to ${place}.`,
    action: 'Accept the invitation',
    url,
    last: `The link works once, for ${what === null ? 'one day' : 'seven days'}. If you do not know what this is about, ignore it.`,
  });
}

function germanInvitation(url: string, what: string | null, by: string | null): Letter {
  const place =
    what === null ? 'diesen Fuelgauge-Server zu betreiben' : `den Verbrauch von ${what} zu sehen`;
  return letterOf({
    subject: what === null ? 'Einladung zum Betrieb von Fuelgauge' : `Einladung zu ${what}`,
    first: by === null ? `Sie sind eingeladen, ${place}.` : `${by} lädt Sie ein, ${place}.`,
    action: 'Einladung annehmen',
    url,
    last: `Der Link gilt einmal und ${what === null ? 'einen Tag' : 'sieben Tage'} lang. Wenn Sie nicht wissen, worum es geht, ist nichts zu tun.`,
  });
}

/** Lets somebody set another password. */
export function passwordLetter({
  language,
  url,
}: Pick<InvitationLetter, 'language' | 'url'>): Letter {
  if (language === 'de')
    return letterOf({
      subject: 'Neues Passwort für Fuelgauge',
      first: 'Für Ihr Konto wurde ein neues Passwort angefordert.',
      action: 'Neues Passwort setzen',
      url,
      last: 'Der Link gilt einmal und eine Stunde lang. Wenn Sie das nicht waren, ist nichts zu tun: Ihr Passwort gilt weiter.',
    });
  return letterOf({
    subject: 'Another password for Fuelgauge',
    first: 'Another password was asked for on your account.',
    action: 'Set another password',
    url,
    last: 'The link works once, for an hour. If it was not you, do nothing: your password stays.',
  });
}

interface Parts {
  readonly subject: string;
  readonly first: string;
  readonly action: string;
  readonly url: string;
  readonly last: string;
}

function letterOf({ subject, first, action, url, last }: Parts): Letter {
  const paragraph = (content: string) => `<p>${content}</p>`;
  return {
    subject,
    text: `${first}\n\n${action}:\n${url}\n\n${last}\n`,
    html: [
      '<!doctype html><meta charset="utf-8">',
      paragraph(escapeHtml(first)),
      paragraph(`<a href="${escapeHtml(url)}">${escapeHtml(action)}</a>`),
      paragraph(escapeHtml(url)),
      paragraph(escapeHtml(last)),
    ].join('\n'),
  };
}

/** Names come from people: no second line, no other direction of writing, and not so long that nothing else is seen. */
function oneLine(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 80);
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
