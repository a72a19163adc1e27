/** How many characters a password may have. */
export const PASSWORD_CHARACTERS = { least: 12, most: 128 } as const;

const LEAST_DIFFERENT = 5;

/** Why a password is too easily guessed, as a sentence; null when it is not. Length is all that is asked of good ones. */
export function passwordFault(password: string, email: string): string | null {
  const { least, most } = PASSWORD_CHARACTERS;
  const characters = [...password].length;
  if (characters < least) return `A password has ${least} characters or more.`;
  if (password.length > most) return `A password has ${most} characters at most.`;
  if (new Set(password).size < LEAST_DIFFERENT)
    return `A password has ${LEAST_DIFFERENT} different characters or more.`;
  const [mailbox = ''] = email.split('@');
  const bare = password.toLowerCase();
  if (bare.includes(email.toLowerCase()) || (mailbox.length >= 8 && bare.includes(mailbox)))
    return 'A password does not contain your e-mail address.';
  return null;
}
