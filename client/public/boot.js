// Before the first paint: the reader's theme and language, so that nothing flashes. Its own file, because the content
// security policy allows no inline script.
(function () {
  var root = document.documentElement;
  var theme = null;
  var language = null;
  try {
    theme = localStorage.getItem('ioc-theme');
    language = localStorage.getItem('ioc-language');
  } catch (error) {
    // Storage may be forbidden; the defaults stand.
  }
  var wanted = theme || root.getAttribute('data-theme-default') || 'dark';
  if (!theme && root.hasAttribute('data-theme-system')) {
    wanted = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : wanted;
  }
  root.setAttribute('data-theme', wanted);
  if (language === 'en' || language === 'vi') root.lang = language;
})();
