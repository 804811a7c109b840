// Owns: light or dark, before anything is painted. Loaded as a plain script so that the page never flashes.
(() => {
  const saved = localStorage.getItem("theme");
  if (saved) document.documentElement.dataset.theme = saved;
})();
