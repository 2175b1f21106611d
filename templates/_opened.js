if (location.protocol === 'file:') addEventListener('DOMContentLoaded', () => {
  const { root, up } = document.documentElement.dataset;
  for (const name of ['href', 'src', 'poster', 'action']) {
    for (const element of document.querySelectorAll(`[${name}^="${root}"]:not(script)`)) {
      const [, path, rest] = element.getAttribute(name).slice(root.length).match(/^([^?#]*)(.*)/);
      element.setAttribute(name, up + path + (/(^|\/)$/.test(path) ? 'index.html' : '') + rest);
    }
  }
  for (const told of document.querySelectorAll('[data-opened]')) told.hidden = false;
});
