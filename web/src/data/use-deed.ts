import { useMutation } from '@tanstack/react-query';
import { type Failure, failureOf } from './failure.ts';

/** Something that changes the server, as far as it has come. */
export interface Deed<Input, Done> {
  readonly run: (input: Input) => void;
  /** What the server confirmed; nothing is shown as done before. */
  readonly done: Done | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  readonly forget: () => void;
}

/** Does something once for each call; `then` follows what the server confirmed. */
export function useDeed<Input, Done>(
  act: (input: Input) => Promise<Done>,
  then?: (done: Done) => void,
): Deed<Input, Done> {
  const mutation = useMutation({
    mutationFn: act,
    onSuccess: (done) => then?.(done),
    retry: false,
  });
  return {
    run: (input) => {
      if (!mutation.isPending) mutation.mutate(input);
    },
    done: mutation.data,
    failure: mutation.error ? failureOf(mutation.error) : undefined,
    busy: mutation.isPending,
    forget: mutation.reset,
  };
}
