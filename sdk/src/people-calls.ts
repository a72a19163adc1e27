import { path } from './path.ts';
import type { CallOptions } from './transport.ts';
import type * as wire from './wire.ts';

/** How a group of calls asks. */
export interface Calls {
  get<Answer>(at: string, options?: Signal): Promise<Answer>;
  post<Answer>(at: string, body: object, options?: Signal): Promise<Answer>;
  put<Answer>(at: string, body: object, options?: Signal): Promise<Answer>;
  delete<Answer>(at: string, query: object, options?: Signal): Promise<Answer>;
}

type Signal = Pick<CallOptions, 'signal'>;

/** Signing in and out, and forgotten passwords. */
export function authCalls(calls: Calls) {
  return {
    methods: (options?: Signal) => calls.get<wire.SignInMethods>('/auth/methods', options),

    signIn: (body: wire.SignInBody, options?: Signal) =>
      calls.post<wire.SignInState>('/auth/sign-in', body, options),

    /** The code that `signIn` says is still needed. */
    giveSecondFactor: (body: wire.SecondFactorBody, options?: Signal) =>
      calls.post<wire.SignInState>('/auth/second-factor', body, options),

    signOut: (options?: Signal) => calls.post<wire.Done>('/auth/sign-out', {}, options),

    /** Where to go to sign in with the provider. */
    beginProvider: (body: wire.ProviderBody = {}, options?: Signal) =>
      calls.post<wire.Redirect>('/auth/provider', body, options),

    /** Has a link for another password sent; the answer is the same whether anybody has the address. */
    requestPasswordReset: (body: wire.PasswordResetBody, options?: Signal) =>
      calls.post<wire.Done>('/auth/password-resets', body, options),

    readPasswordReset: (token: string, options?: Signal) =>
      calls.get<wire.PasswordReset>(path`/auth/password-resets/${token}`, options),

    resetPassword: (token: string, body: wire.NewPasswordBody, options?: Signal) =>
      calls.post<wire.Done>(path`/auth/password-resets/${token}`, body, options),
  };
}

/** What people do about their own account. */
export function accountCalls(calls: Calls) {
  return {
    get: (options?: Signal) => calls.get<wire.Account>('/auth/account', options),

    changePassword: (body: wire.ChangePasswordBody, options?: Signal) =>
      calls.post<wire.Done>('/auth/account/password', body, options),

    /** Where to go to let the provider sign this account in too. */
    linkProvider: (body: wire.ProviderBody = {}, options?: Signal) =>
      calls.post<wire.Redirect>('/auth/account/provider', body, options),

    sessions: (options?: Signal) => calls.get<wire.BrowserSessions>('/auth/sessions', options),

    endSession: (id: string, options?: Signal) =>
      calls.delete<wire.Done>(path`/auth/sessions/${id}`, {}, options),

    /** Signs out everywhere. */
    endSessions: (body: wire.EndSessionsBody = {}, options?: Signal) =>
      calls.post<wire.Done>('/auth/sessions/end', body, options),

    /** Makes a secret for an authenticator app; nothing is asked for before it is confirmed. */
    setUpSecondFactor: (body: wire.ConfirmedBody, options?: Signal) =>
      calls.post<wire.SecondFactor>('/auth/account/second-factor', body, options),

    confirmSecondFactor: (body: wire.CodeBody, options?: Signal) =>
      calls.post<wire.Done>('/auth/account/second-factor/confirm', body, options),

    removeSecondFactor: (body: wire.ConfirmedBody, options?: Signal) =>
      calls.post<wire.Done>('/auth/account/second-factor/remove', body, options),

    renewBackupCodes: (body: wire.ConfirmedBody, options?: Signal) =>
      calls.post<wire.BackupCodes>('/auth/account/second-factor/backup-codes', body, options),
  };
}

/** Links of invitations. */
export function invitationCalls(calls: Calls) {
  return {
    get: (token: string, options?: Signal) =>
      calls.get<wire.Invitation>(path`/v1/invitations/${token}`, options),

    /** Makes an account with a password, or accepts for whoever is signed in. */
    accept: (token: string, body: wire.AcceptInvitationBody = {}, options?: Signal) =>
      calls.post<wire.AcceptedInvitation>(path`/v1/invitations/${token}`, body, options),
  };
}

/** Who operates the server. */
export function operatorCalls(calls: Calls) {
  return {
    list: (options?: Signal) => calls.get<wire.Operators>('/v1/operators', options),

    /** Makes a link by which somebody becomes an operator, once. */
    invite: (body: wire.InviteOperatorBody, options?: Signal) =>
      calls.post<wire.Link>('/v1/operators', body, options),

    /** Takes an operator's rights and sessions away at once. */
    remove: (email: string, { reason, ...options }: Signal & { readonly reason?: string } = {}) =>
      calls.delete<wire.RemovedOperator>(path`/v1/operators/${email}`, { reason }, options),

    /** Makes a link by which somebody sets another password, once. */
    passwordLink: (body: wire.PasswordLinkBody, options?: Signal) =>
      calls.post<wire.Link>('/v1/password-links', body, options),
  };
}
