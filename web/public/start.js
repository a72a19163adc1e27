// Runs before the first paint, so that a chosen theme never flashes the other one and the page is
// known to be in the language it is about to be written in.
const page = document.documentElement;
const stored = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    // Storage is refused: the system decides.
    return null;
  }
};
const theme = stored('fuelgauge-theme');
if (theme === 'light' || theme === 'dark') page.dataset.theme = theme;
const language = stored('fuelgauge-language') ?? navigator.language.slice(0, 2);
page.lang = ['de', 'en-XA', 'ar-XB'].includes(language) ? language : 'en';
if (page.lang === 'ar-XB') page.dir = 'rtl';
// Its texts and, but for the first one, its page are asked for with the script, which would ask for them only once it runs.
const [, kind, , shown] = location.pathname.split('/');
const named = [`texts:${page.lang}`, ...(kind === 'c' ? [`page:${shown}`] : [])];
for (const { content } of named.flatMap((name) => [...document.getElementsByName(name)])) {
  for (const script of content.split(' ')) {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.crossOrigin = '';
    link.href = script;
    document.head.append(link);
  }
}
// The first formatter of a page takes longer than all others together: while the script is on its way, nobody waits for it.
new Intl.NumberFormat(page.lang);
new Intl.DateTimeFormat(page.lang);
