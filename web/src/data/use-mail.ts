import { useClient } from './session.ts';
import { useResource } from './use-resource.ts';

/** Whether this server sends letters; undefined until it is known. */
export function useMail(): boolean | undefined {
  const client = useClient();
  const methods = useResource({
    key: ['sign-in-methods'],
    load: (signal) => client.auth.methods({ signal }),
  });
  return methods.value?.mail ?? (methods.failure && false);
}
