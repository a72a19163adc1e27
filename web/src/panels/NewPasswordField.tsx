import { useText } from '../data/use-text.ts';
import { Field } from '../ui/Field.tsx';

/** A password that is set: as long as the server takes it, and said so beside it. Inside a form it is `password`. */
export function NewPasswordField() {
  const t = useText('entrance');
  return (
    <Field
      label={t('newPassword')}
      hint={t('passwordRule')}
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={12}
      maxLength={128}
      required
    />
  );
}
