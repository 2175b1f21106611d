// The box over a long list of tags, authors or sources: shows those whose names hold all the words in it.
(() => {
  'use strict';

  const box = document.querySelector('.find');
  if (!box) return;

  const input = box.querySelector('input');
  const status = box.querySelector('[role=status]');
  const items = [...document.querySelectorAll('.index li')];
  const sections = [...document.querySelectorAll('.letter')];
  const letters = document.querySelector('.letters');

  // Letters without marks and case, so that “elodie” finds “Élodie”.
  const plain = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const names = items.map(item => plain(item.querySelector('a').textContent));

  const { lang, dataset: { locale = lang } } = document.documentElement;
  const number = count => count.toLocaleString(locale);

  // In a tree of tags, a name is found together with those that it is under.
  function showWhatItIsUnder(item) {
    for (let above = item; (above = above.parentElement.closest('.index li'));) above.hidden = false;
  }

  function find() {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let count = 0;
    items.forEach((item, n) => {
      item.hidden = !words.every(word => names[n].includes(word));
      if (!item.hidden) count += 1;
    });
    items.filter(item => !item.hidden).forEach(showWhatItIsUnder);
    for (const section of sections) section.hidden = !section.querySelector('li:not([hidden])');
    if (letters) letters.hidden = words.length > 0;
    status.textContent = words.length ? `${number(count)} / ${number(items.length)}` : '';
  }

  input.addEventListener('input', find);
  box.hidden = false;
  // A browser that goes back to the page keeps what was typed.
  find();
})();
