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
// Its texts are asked for with the scripts, which would ask for them only once they run.
const texts = document.querySelector(`meta[name="texts:${page.lang}"]`);
if (texts) {
  const link = document.createElement('link');
  link.rel = 'modulepreload';
  link.crossOrigin = '';
  link.href = texts.content;
  document.head.append(link);
}
