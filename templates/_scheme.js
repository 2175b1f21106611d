try {
  const scheme = localStorage.getItem('tagarchive-scheme');
  if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.scheme = scheme;
} catch {}
