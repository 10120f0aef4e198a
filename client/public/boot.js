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
    // A browser that knows nothing of such a wish keeps the page's own: light where it is read in the sun.
    var other = wanted === 'light' ? 'dark' : 'light';
    if (matchMedia('(prefers-color-scheme: ' + other + ')').matches) wanted = other;
  }
  root.setAttribute('data-theme', wanted);
  if (language === 'en' || language === 'vi') root.lang = language;
})();
