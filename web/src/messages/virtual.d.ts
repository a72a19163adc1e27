declare module 'virtual:messages/*' {
  import type { Messages } from './areas.ts';

  export const messages: Messages;
}
