export interface BackupCodesProps {
  readonly title: string;
  readonly text: string;
  readonly codes: readonly string[];
}

/** Codes that are shown this once. */
export function BackupCodes({ title, text, codes }: BackupCodesProps) {
  return (
    <div className="backup-codes" role="status">
      <h3>{title}</h3>
      <p>{text}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
