// The preview's client. It reloads the page when it has changed and puts the reader back where they were, swaps style
// sheets without a reload, and shows the author what is wrong. It is never part of the published site.
(() => {
  'use strict';

  const script = document.currentScript;
  const base = new URL('.', script.src);
  const hasGoodPage = Boolean(script.dataset.print);
  const KEY = 'tagarchive-preview';
  const BLOCKS = 'h1,h2,h3,h4,h5,h6,p,li,dt,dd,pre,td,th,figcaption,blockquote,summary,img';

  // Where the reader is: the block at the top of the window, what is open, what has the focus.

  const words = element => element.textContent.replace(/\s+/g, '');
  const blocks = () => [...document.querySelectorAll(BLOCKS)];
  const others = element => [...document.querySelectorAll(element.tagName)];

  function place() {
    const all = blocks();
    const index = scrollY > 0 ? all.findIndex(block => block.getBoundingClientRect().bottom > 0) : -1;
    const focus = document.activeElement;
    return {
      path: location.pathname,
      index,
      text: index < 0 ? '' : words(all[index]).slice(0, 200),
      top: index < 0 ? 0 : all[index].getBoundingClientRect().top,
      open: [...document.querySelectorAll('details')].map(details => details.open),
      focus: focus && focus !== document.body ? [focus.tagName, others(focus).indexOf(focus)] : null,
    };
  }

  function put(kept) {
    document.querySelectorAll('details').forEach((details, n) => { details.open = kept.open?.[n] ?? details.open; });
    if (kept.focus) document.querySelectorAll(kept.focus[0])[kept.focus[1]]?.focus({preventScroll: true});
    if (kept.index >= 0) scroll(kept);
    if (kept.passage) show(kept.passage);
  }

  function scroll(kept) {
    const all = blocks();
    const distance = n => Math.abs(n - kept.index);
    const same = all.map((_, n) => n).filter(n => words(all[n]).slice(0, 200) === kept.text);
    const block = all[same.sort((a, b) => distance(a) - distance(b))[0] ?? Math.min(kept.index, all.length - 1)];
    if (block) scrollBy({top: block.getBoundingClientRect().top - kept.top, behavior: 'instant'});
  }

  function show(passage) {
    const text = passage.replace(/\s+/g, '');
    const found = blocks().filter(block => words(block).includes(text)).pop();
    if (!found) return;
    const {top, bottom} = found.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) found.scrollIntoView({block: 'center', behavior: 'instant'});
    found.animate([{backgroundColor: '#fd08'}, {}], 1500);
  }

  function leave(kept) {
    history.scrollRestoration = 'manual';
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  }

  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  sessionStorage.removeItem(KEY);
  if (kept && kept.path === location.pathname) {
    put(kept);
    addEventListener('load', () => put(kept));
  }
  addEventListener('load', () => requestAnimationFrame(() => { history.scrollRestoration = 'auto'; }));

  // Files that are published as they are.

  const path = url => new URL(url, location).pathname;

  function refresh(files) {
    const used = performance.getEntriesByType('resource').map(entry => path(entry.name));
    for (const {before, now} of files) {
      const names = before.map(path);
      const sheets = [...document.querySelectorAll('link[rel~="stylesheet"]')];
      const shown = sheets.filter(link => names.includes(path(link.href)));
      shown.forEach(link => swap(link, now));
      if (!shown.length && names.some(name => used.includes(name))) return reload('');
    }
  }

  function swap(link, now) {
    const fresh = link.cloneNode();
    const url = new URL(now, location);
    url.searchParams.set('preview', Date.now());
    fresh.href = url;
    fresh.addEventListener('load', () => link.remove());
    link.after(fresh);
  }

  function reload(passage) {
    leave({...place(), passage});
    location.reload();
  }

  function go({url, passage}) {
    leave({path: new URL(url, location).pathname, index: -1, passage});
    location.assign(url);
  }

  // What the author is shown, in a tree of its own that neither styles nor scripts of the page touch.

  const host = document.createElement('tagarchive-preview');
  const root = host.attachShadow({mode: 'open'});
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = new URL('client.css', base);
  host.hidden = true;
  sheet.addEventListener('load', () => { host.hidden = false; });
  const errors = document.createElement('section');
  errors.setAttribute('role', 'alert');
  const bar = document.createElement('aside');
  bar.setAttribute('aria-label', 'Preview');
  root.append(sheet, errors, bar);
  document.documentElement.append(host);

  function element(name, text = '', className = '') {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function diagnostic({where, message, hint, line, excerpt}) {
    const item = element('li');
    item.append(element('p', where, 'where'), element('p', message));
    if (excerpt.length) {
      const code = element('pre');
      for (const [number, text] of excerpt) {
        code.append(element('span', `${String(number).padStart(4)}  ${text}\n`, number === line ? 'here' : ''));
      }
      item.append(code);
    }
    if (hint) item.append(element('p', hint, 'hint'));
    return item;
  }

  let closed = '';

  function showErrors(diagnostics) {
    const all = JSON.stringify(diagnostics);
    errors.replaceChildren();
    errors.hidden = !diagnostics.length || all === closed;
    if (errors.hidden) return;
    const close = element('button', 'Close');
    close.addEventListener('click', () => { closed = all; errors.hidden = true; });
    const list = element('ul');
    list.append(...diagnostics.map(diagnostic));
    const title = diagnostics.length === 1 ? 'One problem' : `${diagnostics.length} problems`;
    errors.append(close, element('h2', title), list);
    if (hasGoodPage) errors.append(element('p', 'Below is the last good page.', 'note'));
  }

  const counted = (number, noun) => number ? `${number} ${noun}${number === 1 ? '' : 's'}` : '';

  function showBar({source, draft, minutes, notices, doubts, drafts}) {
    showDrafts(drafts);
    const open = bar.querySelector('details')?.open;
    bar.replaceChildren(element('strong', 'Preview'));
    if (draft) bar.append(element('span', 'Draft', 'draft'));
    if (source) bar.append(element('code', source));
    if (minutes) bar.append(element('span', `${minutes} min`));
    if (!notices.length && !doubts.length) return;
    const details = element('details');
    const list = element('ul');
    list.append(...notices.map(notice => element('li', notice, 'notice')), ...doubts.map(doubt => element('li', doubt)));
    const counts = [counted(notices.length, 'notice'), counted(doubts.length, 'doubt')];
    details.append(element('summary', counts.filter(Boolean).join(', ')), list);
    details.open = open ?? false;
    bar.append(details);
  }

  // Drafts in lists: the first link with words to each in its entry. The mark is a style, so no text of the page changes.

  const marks = document.createElement('link');
  marks.rel = 'stylesheet';
  marks.href = new URL('marks.css', base);

  function showDrafts(drafts) {
    if (drafts.length && !marks.isConnected) document.head.append(marks);
    document.querySelectorAll('[data-preview-draft]').forEach(link => link.removeAttribute('data-preview-draft'));
    const wanted = new Set(drafts.map(path));
    const links = [...document.querySelectorAll('a[href]')].filter(link => link.host === location.host);
    const marked = new Set();
    for (const link of links.filter(link => wanted.has(link.pathname) && words(link))) {
      const entry = link.closest('article, li, tr, dd') ?? link;
      if (marked.has(entry)) continue;
      marked.add(entry);
      link.dataset.previewDraft = '';
    }
  }

  // A page that nobody sees lets go of its connection: browsers have six for all the pages of a host.

  let source = null;

  function connect() {
    if (source || document.hidden) return;
    const query = new URLSearchParams({path: location.pathname, print: script.dataset.print});
    source = new EventSource(new URL(`events?${query}`, base));
    const on = (name, act) => source.addEventListener(name, message => act(JSON.parse(message.data)));
    on('reload', reload);
    on('go', go);
    on('files', ({files, print}) => { script.dataset.print = print; refresh(files); });
    on('state', state => { showErrors(state.diagnostics); showBar(state.bar); });
    source.addEventListener('error', () => {
      bar.replaceChildren(element('strong', 'Waiting for the preview'));
      if (source?.readyState === EventSource.CLOSED) { disconnect(); setTimeout(connect, 1000); }
    });
  }

  function disconnect() {
    source?.close();
    source = null;
  }

  document.addEventListener('visibilitychange', () => document.hidden ? disconnect() : connect());
  // A reload would take the author back from where a link is about to lead; a download leads nowhere.
  addEventListener('beforeunload', () => { disconnect(); setTimeout(connect, 3000); });
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);
  connect();
})();
