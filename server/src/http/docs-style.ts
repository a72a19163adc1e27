/** The style of the reference: readable in light and dark, without anything from elsewhere. */
export const DOCS_STYLE = `:root { color-scheme: light dark; --line: light-dark(#d9dce3, #33363f); --mute: light-dark(#5c616b, #a0a6b1);
  --soft: light-dark(#f4f5f8, #1b1d23); --accent: light-dark(#3d4cd0, #8d94f5); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; color: light-dark(#16181d, #eceef2); background: light-dark(#fff, #0e0f12); }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; }
h1 { font-size: 1.75rem; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 3rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1.5rem; }
h3 { font-size: 1rem; margin: 2.25rem 0 .25rem; display: flex; gap: .6rem; flex-wrap: wrap; align-items: baseline; }
a { color: var(--accent); }
code, pre { font: .875em/1.5 ui-monospace, monospace; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; overflow-x: auto; }
.method { font-weight: 700; color: var(--accent); }
.path { overflow-wrap: anywhere; }
.mute { color: var(--mute); }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--mute); font-weight: 600; font-size: .85rem; }
td code { overflow-wrap: anywhere; }
nav ul { columns: 18rem 3; list-style: none; padding: 0; margin: .5rem 0; }
details { margin: .25rem 0; }
summary { cursor: pointer; color: var(--mute); }
:target { outline: 2px solid var(--accent); outline-offset: 4px; }
`;
