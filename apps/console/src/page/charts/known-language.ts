// uPlot formats numbers by the browser's language when it is loaded, and throws where that is none that is known: a
// Chromium under LANG=C says en-US@posix, and the whole page would stay empty.
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US' });
}
