export interface EmptyProps {
  readonly title: string;
  readonly text: string;
  readonly link?: { readonly href: string; readonly text: string };
}

/** Why there is nothing to show, and the one useful thing to do. */
export function Empty({ title, text, link }: EmptyProps) {
  return (
    <section className="card empty">
      <h1>{title}</h1>
      <p>{text}</p>
      {link && <a href={link.href}>{link.text}</a>}
    </section>
  );
}
