// The filter of a tag archive: shows those of its articles that have other tags too, or a source, an author or a year.
// What is chosen stands in the address of the page. Everything that is shown is text of others, and is set as text.
(() => {
  'use strict';

  const form = document.querySelector('.filter');
  if (!form) return;

  const BATCH = 50;
  const { lang, dataset: { locale = lang } } = document.documentElement;
  const plurals = new Intl.PluralRules(lang);
  const [details, status, clear, found, further] =
    ['details', '[role=status]', '[type=reset]', '.found', '.further'].map(name => form.querySelector(name));
  const facets = [...form.querySelectorAll('[data-facet]')];
  const asked = new URLSearchParams(location.search);
  let articles;
  let matching = [];

  const element = (name, text = '', className = '') =>
    Object.assign(document.createElement(name), { textContent: text, className });
  const number = count => count.toLocaleString(locale);
  const year = name => Number(name).toLocaleString(locale, { useGrouping: false });
  const day = date => new Date(date).toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });

  // An article as { title, url, date } and, for each facet, the values that it has.
  const read = part => part.articles.map(([title, url, date, tags, sources, authors]) => ({
    title, url, date,
    with: tags.map(n => part.tags[n][0]),
    source: sources.map(n => part.sources[n]),
    author: authors.map(n => part.authors[n]),
    year: [date.slice(0, 4)],
  }));

  async function load() {
    const parts = await Promise.all(form.dataset.parts.split(' ').map(async url => {
      const response = await fetch(url, { cache: 'no-cache' });
      if (!response.ok) throw new Error(response.status);
      return response.json();
    }));
    const names = new Map(parts.flatMap(part => part.tags));
    const read_ = parts.flatMap(read);
    for (const facet of facets) offer(facet, read_, names);
    articles = 'oldestFirst' in form.dataset ? read_.reverse() : read_;
  }

  // The choices of a facet, most articles first; years newest first.
  function offer(facet, articles, names) {
    const name = facet.dataset.facet;
    const counts = new Map();
    for (const article of articles) {
      for (const value of article[name]) counts.set(value, (counts.get(value) || 0) + 1);
    }
    const values = [...counts.keys()].sort((a, b) =>
      name === 'year' ? b.localeCompare(a) : counts.get(b) - counts.get(a) || a.localeCompare(b, lang));
    facet.querySelector('ul').replaceChildren(...values.map(value => {
      const box = Object.assign(document.createElement('input'), { type: 'checkbox', name, value });
      box.checked = asked.getAll(name).includes(value);
      const label = element('label');
      label.append(box, ' ', element('bdi', name === 'year' ? year(value) : names.get(value) || value), ' ', element('span', '', 'count'));
      const item = element('li');
      item.append(label);
      return item;
    }));
    facet.hidden = values.every(value => counts.get(value) === articles.length) && !asked.has(name);
  }

  const chosen = facet => [...facet.querySelectorAll(':checked')].map(box => box.value);

  // An article has all chosen tags, and one of the chosen sources, authors and years.
  const fits = (article, choices) => choices.every(([name, values]) =>
    !values.length || values[name === 'with' ? 'every' : 'some'](value => article[name].includes(value)));

  function show() {
    const choices = facets.map(facet => [facet.dataset.facet, chosen(facet)]);
    const any = choices.some(([, values]) => values.length);
    matching = articles.filter(article => fits(article, choices));
    for (const facet of facets) count(facet, choices);
    document.body.classList.toggle('filtered', any);
    clear.hidden = !any;
    found.replaceChildren();
    if (any) list();
    else further.hidden = true;
    status.textContent = any ? said(matching.length) : '';
    keep(choices);
  }

  // A count in words, in the plural form of the language.
  function said(count) {
    const forms = JSON.parse(status.dataset.found);
    return (forms[plurals.select(count)] || forms.other).replace('{n}', number(count));
  }

  // How many articles each choice would leave, with what is chosen already.
  function count(facet, choices) {
    const name = facet.dataset.facet;
    const others = choices.filter(choice => choice[0] !== name);
    const within = name === 'with' ? matching : articles.filter(article => fits(article, others));
    const counts = new Map();
    for (const article of within) {
      for (const value of article[name]) counts.set(value, (counts.get(value) || 0) + 1);
    }
    for (const box of facet.querySelectorAll('input')) {
      const left = counts.get(box.value) || 0;
      box.closest('label').lastChild.textContent = number(left);
      box.closest('li').hidden = !left && !box.checked;
    }
  }

  function list() {
    const from = found.children.length;
    found.append(...matching.slice(from, from + BATCH).map(article => {
      const link = Object.assign(element('a', article.title), { href: article.url, dir: 'auto' });
      const time = Object.assign(element('time', day(article.date)), { dateTime: article.date });
      const item = element('li');
      item.append(link, ' ', time);
      return item;
    }));
    further.hidden = found.children.length >= matching.length;
  }

  function keep(choices) {
    const query = new URLSearchParams(choices.flatMap(([name, values]) => values.map(value => [name, value])));
    history.replaceState(null, '', `${location.pathname}${query.toString() && `?${query}`}${location.hash}`);
  }

  async function start() {
    if (articles) return;
    status.textContent = status.dataset.loading;
    try {
      await load();
      show();
    } catch {
      status.textContent = status.dataset.failed;
    }
  }

  form.addEventListener('change', show);
  form.addEventListener('reset', () => setTimeout(show));
  form.addEventListener('submit', event => event.preventDefault());
  further.addEventListener('click', () => {
    const next = found.children.length;
    list();
    found.children[next].firstChild.focus();
  });
  details.addEventListener('toggle', () => { if (details.open) start(); });
  form.hidden = false;
  if (facets.some(facet => asked.has(facet.dataset.facet))) details.open = true;
})();
