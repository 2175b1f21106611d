// The switch between light and dark. What a reader chose is kept as long as it differs from what their system asks for.
(() => {
  'use strict';

  const KEY = 'tagarchive-scheme';
  const root = document.documentElement;
  const button = document.querySelector('.scheme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const colours = [...document.querySelectorAll('meta[name="theme-color"]')];
  const asked = colours.map(meta => meta.content);
  if (!button) return;

  const isDark = () => root.dataset.scheme ? root.dataset.scheme === 'dark' : system.matches;

  function show() {
    button.setAttribute('aria-pressed', isDark());
    const chosen = root.dataset.scheme && asked[isDark() ? 1 : 0];
    colours.forEach((meta, n) => { meta.content = chosen || asked[n]; });
  }

  function keep(scheme) {
    try {
      if (scheme) localStorage.setItem(KEY, scheme);
      else localStorage.removeItem(KEY);
    } catch { /* A reader who lets nothing be kept chooses anew on each page. */ }
  }

  function choose(scheme) {
    if (scheme) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    show();
  }

  button.addEventListener('click', () => {
    const wanted = isDark() ? 'light' : 'dark';
    const chosen = (wanted === 'dark') === system.matches ? '' : wanted;
    choose(chosen);
    keep(chosen);
  });
  system.addEventListener('change', show);
  addEventListener('storage', event => { if (event.key === KEY) choose(event.newValue); });
  button.hidden = false;
  show();
})();

// Buttons that copy a citation. Where a page may not write to the clipboard they stay hidden; where the reader forbids
// it, the text is selected instead.
(() => {
  'use strict';

  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll('.cited button')) {
    const told = button.nextElementSibling;
    const text = button.parentElement.nextElementSibling;
    button.addEventListener('click', () => {
      told.textContent = '';
      navigator.clipboard.writeText(text.textContent).then(
        () => { told.textContent = button.dataset.done; },
        () => getSelection().selectAllChildren(text),
      );
    });
    button.hidden = false;
  }
})();

// The key “/” leads to the search box, unless the reader is typing somewhere.
(() => {
  'use strict';

  const field = document.querySelector('[aria-keyshortcuts="/"]');
  if (!field) return;
  addEventListener('keydown', event => {
    const isTyped = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyped) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
