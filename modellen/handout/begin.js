// From here on the page is one that a script runs; an error before it is ready brings back what is shown without one.
document.documentElement.dataset.js = "1";
window.addEventListener("error", () => {
  if (!document.documentElement.dataset.ready) delete document.documentElement.dataset.js;
});
