// The search page: finds articles in the index that Pagefind made, as the reader types. What is asked for stands in the
// address of the page. Everything that is shown is text of others, and is set as text.
(() => {
  'use strict';

  const form = document.querySelector('.search');
  if (!form) return;

  const BATCH = 10;
  const MOST_CHOICES = 100;
  const PAUSE = 10;
  const LONGEST_PAUSE = 400;
  const UNNOTICED = 100;
  const RANKING = { metaWeights: { title: 8, tags: 2, authors: 2, source: 1, date: 0.1 } };
  const FACETS = ['tag', 'source', 'author', 'year'];
  const { lang, dataset: { locale = lang } } = document.documentElement;
  const plurals = new Intl.PluralRules(lang);
  const field = form.elements.q;
  const sorting = form.elements.sort;
  const [chosen, details, status, found, further] =
    ['.chosen', 'details', '[role=status]', '.found', '.further'].map(name => form.querySelector(name));
  const how = status.textContent;
  const small = new Set(form.dataset.small.split(' '));

  // Characters of scripts without spaces between words, as `render/search/spacing.py` parts them.
  const UNSPACED = '\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}'
    + '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff';
  const SOLID = `[${UNSPACED}\\u2010-\\u2027\\u3000-\\u303f\\uff00-\\uffef]`;
  const sign = new RegExp(`(?!\\p{M})[${UNSPACED}]\\p{M}*`, 'gu');
  const signs = new RegExp(`^[${UNSPACED}]+$`, 'u');
  const marks = /\p{M}/u;
  const ends = new RegExp(`${SOLID}\\p{M}*$`, 'u');
  const begins = new RegExp(`^${SOLID}`, 'u');
  const isUnspaced = /^(?:zh|ja|th|lo|my|km)\b/.test(lang);

  let engine;
  let parts;
  let results = [];
  let shown = 0;
  let turn = 0;
  let timer;
  // Milliseconds from the last letter to a search. A search holds up typing, so the pause is as long as readers noticed
  // the last one.
  let pause = PAUSE;
  let asked = read();

  const element = (name, text = '', className = '') =>
    Object.assign(document.createElement(name), { textContent: text, ...className && { className } });
  const number = count => count.toLocaleString(locale);
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const day = date => days.format(new Date(date));
  const space = (before, after) => !before || (ends.test(before) && begins.test(after)) ? '' : ' ';
  const whole = text => text.split(' ').reduce((start, word) => start + space(start, word) + word, '');

  // What is asked for, as the address says it.
  function read() {
    const query = new URLSearchParams(location.search);
    const values = Object.fromEntries(FACETS.map(name => [name, [...new Set(query.getAll(name))]]));
    return { q: query.get('q') || '', sort: query.get('sort') || '', ...values };
  }

  function address() {
    const pairs = ['q', 'sort', ...FACETS].flatMap(name => [asked[name]].flat().map(value => [name, value]));
    const query = new URLSearchParams(pairs.filter(([, value]) => value)).toString();
    return location.pathname + (query && `?${query}`) + location.hash;
  }

  // A step that the reader can take back, or one that replaces what was typed so far.
  function keep(isStep) {
    if (address() === location.pathname + location.search + location.hash) return;
    history[isStep ? 'pushState' : 'replaceState'](null, '', address());
  }

  // The words that are looked for: all but those that most texts have, unless a query has no others. The index knows each
  // character of a script without spaces as a word; a query of them alone is a phrase, but the index knows no phrases of
  // characters with marks.
  function words() {
    const query = (/^fa\b/.test(lang) ? asked.q.replace(/[يى]/g, 'ی').replace(/ك/g, 'ک') : asked.q).trim();
    const parted = query.replace(sign, ' $& ').trim().split(/\s+/).filter(Boolean);
    if (/^".+"$/.test(query)) return [parted.join(' ')];
    if (signs.test(query) && !marks.test(query) && parted.length > 1) return [`"${parted.join(' ')}"`];
    const telling = parted.filter(word => !small.has(word.toLocaleLowerCase(lang)));
    return telling.length ? telling : parted;
  }

  // An article has all chosen tags, and one of the chosen sources, authors and years.
  function filters(without) {
    const pairs = FACETS.filter(name => name !== without && asked[name].length)
      .map(name => [name, name === 'tag' ? asked.tag : { any: asked[name] }]);
    return Object.fromEntries(pairs);
  }

  const isNarrowed = () => FACETS.some(name => asked[name].length);
  const isAsked = () => Boolean(asked.q.trim()) || isNarrowed();

  function load() {
    engine ??= Promise.all([import(new URL(`${form.dataset.index}pagefind.js`, location.href)), entry()]).then(start);
    return engine;
  }

  // What the index is made of. Pagefind loads it too, but does not tell.
  async function entry() {
    const { languages } = await (await fetch(`${form.dataset.index}pagefind-entry.json?ts=${Date.now()}`)).json();
    const [name] = lang.toLowerCase().split('-');
    const { order, parts: names = [] } = languages[name] || {};
    return { order, names, sizes: [name, ...names].map(part => languages[part]?.page_count) };
  }

  // A large index has parts, and each of them is as a language of its own to Pagefind.
  async function start([pagefind, found]) {
    const settings = { baseUrl: '/', excerptLength: isUnspaced ? 70 : 30, ranking: RANKING };
    const index = pagefind.createInstance({ basePath: form.dataset.index, noWorker: true, ...settings });
    await Promise.all(found.names.map(language => index.mergeIndex(`${form.dataset.index}./`, { ...settings, language })));
    parts = found;
    return index;
  }

  async function search() {
    clearTimeout(timer);
    const mine = ++turn;
    found.setAttribute('aria-busy', 'true');
    try {
      const answer = await answered();
      if (mine !== turn) return;
      results = answer.results;
      await show(mine, answer.isNear);
      if (mine === turn) found.setAttribute('aria-busy', 'false');
      if (details.open) await count(answer.filters, mine);
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }

  // What the index has for what is asked; for nothing, no articles. The counts of filters come only with their files.
  async function answered() {
    if (details.open) await (await load()).filters();
    if (!isAsked()) return { results: [], filters: details.open ? await (await load()).filters() : {} };
    const started = performance.now();
    const looked = words();
    const order = asked.sort || (looked.length ? '' : 'newest');
    const options = { filters: filters(), sort: order ? { date: order === 'newest' ? 'desc' : 'asc' } : {} };
    const answer = await look(looked, options);
    if (order && parts.names.length) await arrange(answer.results, order);
    else if (looked.length === 1 && !looked[0].includes('"') && !isNarrowed()) weigh(answer.results);
    pause = Math.min(Math.max(performance.now() - started - UNNOTICED, PAUSE), LONGEST_PAUSE);
    if (answer.results.length || looked.length < 2) return answer;
    return nearest(looked, options);
  }

  const numberOf = result => parseInt(result.id.slice(result.id.indexOf('_') + 1), 16);

  // Sorts what parts have found by date, which none of them knows of the others.
  async function arrange(found, order) {
    parts.dates ??= fetch(`${form.dataset.index}${parts.order}.pf_order`).then(answer => answer.arrayBuffer());
    const dates = new DataView(await parts.dates);
    const places = new Map();
    for (let at = 0; at < dates.byteLength; at += 4) places.set(dates.getUint32(at), order === 'newest' ? -at : at);
    found.sort((a, b) => places.get(numberOf(a)) - places.get(numberOf(b)));
  }

  // Sorts what parts have found for one word. To each part a word weighs what it does among its own articles.
  function weigh(found) {
    const { sizes } = parts;
    if (sizes.length < 2 || !found.length) return;
    const counts = sizes.map(() => 0);
    for (const result of found) counts[numberOf(result) % sizes.length] += 1;
    const weight = (size, count) => Math.log1p((size - count + 0.5) / (count + 0.5));
    const all = weight(sizes.reduce((sum, size) => sum + size), found.length);
    const factors = sizes.map((size, at) => all / weight(size, counts[at]));
    for (const result of found) result.score *= factors[numberOf(result) % sizes.length];
    found.sort((a, b) => b.score - a.score);
  }

  const look = async (looked, options) => (await load()).search(looked.join(' ') || null, options);

  // The articles that lack one of the words, where none has all of them.
  async function nearest(looked, options) {
    const answers = await Promise.all(looked.map((_, n) => look(looked.filter((_, other) => other !== n), options)));
    const best = new Map();
    for (const result of answers.flatMap(answer => answer.results)) {
      if (!(best.get(result.id)?.score >= result.score)) best.set(result.id, result);
    }
    const results = [...best.values()].sort((a, b) => b.score - a.score);
    return { results, filters: {}, isNear: results.length > 0 };
  }

  function fail(error) {
    console.warn(error);
    found.replaceChildren();
    found.setAttribute('aria-busy', 'false');
    further.hidden = true;
    status.textContent = status.dataset.failed;
    engine = undefined;
  }

  async function show(mine, isNear) {
    const items = await Promise.all(results.slice(0, BATCH).map(item));
    if (mine !== turn) return;
    found.replaceChildren(...items);
    shown = items.length;
    further.hidden = shown >= results.length;
    const { none, near } = status.dataset;
    status.textContent = !isAsked() ? how : isNear ? near : results.length ? said(results.length) : none;
  }

  // A count of articles in words, in the plural form of the language.
  function said(count) {
    const forms = JSON.parse(status.dataset.found);
    return (forms[plurals.select(count)] || forms.other).replace('{n}', number(count));
  }

  async function item(result) {
    const data = await result.data();
    const link = Object.assign(element('a', whole(data.meta.title)), { href: data.url, dir: 'auto' });
    const meta = element('p', '', 'meta');
    meta.append(Object.assign(element('time', day(data.meta.date)), { dateTime: data.meta.date }));
    if (data.meta.source) meta.append(' ', element('bdi', whole(data.meta.source)));
    const made = element('li');
    made.append(link, meta, passage(data));
    return made;
  }

  const plain = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>');

  // The passage with its marks. It comes with “<mark>” around words, and with “<” of the text itself as “&lt;”.
  function passage(data) {
    const made = Object.assign(element('p', '', 'passage'), { dir: 'auto' });
    const parts = [];
    for (const word of data.excerpt.split(' ')) {
      const isMarked = word.startsWith('<mark>');
      const text = plain(word.replace(/<\/?mark>/g, ''));
      const last = parts.at(-1);
      const between = space(last?.text, text);
      if (last?.isMarked === isMarked) last.text += between + text;
      else parts.push({ isMarked, text: isMarked ? text : between + text, between });
    }
    for (const { isMarked, text, between } of parts) {
      if (isMarked) made.append(between, element('mark', text));
      else made.append(text);
    }
    const shown = plain(data.plain_excerpt);
    if (!data.content.startsWith(shown)) made.prepend('… ');
    if (!data.content.endsWith(shown)) made.append(' …');
    return made;
  }

  async function more() {
    const mine = turn;
    const items = await Promise.all(results.slice(shown, shown + BATCH).map(item));
    if (mine !== turn) return;
    found.append(...items);
    shown += items.length;
    further.hidden = shown >= results.length;
    items[0].querySelector('a').focus();
  }

  // The choices of each facet, with the number of articles that each would leave.
  async function count(left, mine) {
    const index = await load();
    for (const name of FACETS) {
      // One of several values is enough, so each of them counts as if none were chosen.
      const isFree = name !== 'tag' && asked[name].length > 0;
      const counts = isFree ? (await index.search(words().join(' ') || null, { filters: filters(name) })).filters : left;
      if (mine !== turn) return;
      offer(name, counts[name] || {});
    }
  }

  function offer(name, counts) {
    const names = [...new Set([...asked[name], ...Object.keys(counts)])]
      .filter(value => counts[value] || asked[name].includes(value))
      .sort((a, b) => name === 'year' ? b.localeCompare(a)
        : (counts[b] || 0) - (counts[a] || 0) || a.localeCompare(b, lang))
      .slice(0, MOST_CHOICES + asked[name].length);
    const set = form.querySelector(`[data-facet=${name}]`);
    set.querySelector('ul').replaceChildren(...names.map(value => {
      const box = Object.assign(document.createElement('input'), { type: 'checkbox', value });
      box.checked = asked[name].includes(value);
      box.addEventListener('change', () => choose(name, value, box.checked));
      const label = element('label');
      label.append(box, ' ', element('bdi', value), ' ', element('span', number(counts[value] || 0), 'count'));
      const made = element('li');
      made.append(label);
      return made;
    }));
    set.hidden = !names.length;
  }

  function choose(name, value, isChosen) {
    const others = asked[name].filter(other => other !== value);
    ask({ [name]: isChosen ? [...others, value] : others }, true);
    if (!isChosen && !document.activeElement.closest('.search')) field.focus();
  }

  // What the results are narrowed to, each with a button that takes it away.
  function mark() {
    const values = FACETS.flatMap(name => asked[name].map(value => [name, value]));
    chosen.hidden = !values.length;
    chosen.replaceChildren(...values.map(([name, value]) => {
      const button = Object.assign(element('button'), { type: 'button' });
      button.append(element('bdi', value), ' ×');
      button.setAttribute('aria-label', chosen.dataset.without.replace('{name}', value));
      button.addEventListener('click', () => { choose(name, value, false); field.focus(); });
      const made = element('li');
      made.append(button);
      return made;
    }));
  }

  function ask(change, isStep) {
    asked = { ...asked, ...change };
    keep(isStep);
    mark();
    return search();
  }

  // Shows what the address says, also after a step back.
  function follow() {
    asked = read();
    field.value = asked.q;
    sorting.value = asked.sort;
    if (sorting.selectedIndex < 0) sorting.value = asked.sort = '';
    mark();
    search();
  }

  function move(event) {
    const links = [...found.querySelectorAll('li > a')];
    const at = links.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.target === field && event.key === 'ArrowDown' && links.length) links[0].focus();
    else if (at >= 0 && step) (at + step < 0 ? field : links[at + step] || links[at]).focus();
    else if (at >= 0 && event.key === 'Escape') field.focus();
    else if (event.target === field && event.key === 'Escape' && field.value) {
      field.value = '';
      ask({ q: '' }, false);
    } else return;
    event.preventDefault();
  }

  // A single letter begins too many words to be looked for before more of them come, or Enter.
  const isShort = text => [...text].length === 1 && !signs.test(text);
  field.addEventListener('input', event => {
    clearTimeout(timer);
    if (!event.isComposing && !isShort(field.value.trim())) timer = setTimeout(() => ask({ q: field.value }, false), pause);
  });
  field.addEventListener('compositionend', () => ask({ q: field.value }, false));
  form.addEventListener('submit', event => {
    event.preventDefault();
    ask({ q: field.value }, true);
  });
  form.addEventListener('keydown', move);
  sorting.addEventListener('change', () => ask({ sort: sorting.value }, true));
  details.addEventListener('toggle', () => { if (details.open) search(); });
  further.addEventListener('click', () => more().catch(fail));
  addEventListener('popstate', follow);
  form.hidden = false;
  if (!asked.q && !isNarrowed()) field.focus();
  load().catch(fail);
  follow();
})();
