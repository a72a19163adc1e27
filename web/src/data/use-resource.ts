import { useCallback, useEffect, useState } from 'react';
import { type Failure, failureOf } from './failure.ts';

/** An answer of the server. The last one stays while the next is on its way or has failed. */
export interface Resource<Value> {
  readonly value: Value | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  readonly reload: () => void;
}

/**
 * Asks again whenever `load` is another function or `beat` another number; undefined asks nothing.
 */
export function useResource<Value>(load: Load<Value> | undefined, beat = 0): Resource<Value> {
  const [value, setValue] = useState<Value>();
  const [failed, setFailed] = useState<{ load: Load<Value>; failure: Failure }>();
  const [answered, setAnswered] = useState<Load<Value> | undefined>();
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: beat and attempt only ask again.
  useEffect(() => {
    if (!load) return;
    let current = true;
    load()
      .then(
        (answer) => {
          if (!current) return;
          setValue(answer);
          setFailed(undefined);
        },
        (error: unknown) => {
          if (current) setFailed({ load, failure: failureOf(error) });
        },
      )
      .finally(() => {
        if (current) setAnswered(() => load);
      });
    return () => {
      current = false;
    };
  }, [load, beat, attempt]);

  const reload = useCallback(() => {
    setFailed(undefined);
    setAttempt((count) => count + 1);
  }, []);
  // What failed for another question says nothing about this one.
  const failure = failed && failed.load === load ? failed.failure : undefined;
  return { value, failure, busy: answered !== load, reload };
}

type Load<Value> = () => Promise<Value>;
