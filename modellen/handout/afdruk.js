// On paper: the picture drawn anew at the size it has there, and every figure with its definition.
const PAPER_DOTS = 2;
let opened = [];

window.addEventListener("beforeprint", () => {
  document.documentElement.classList.add("druk");
  opened = [...document.querySelectorAll("#paneel details:not([open])")];
  for (const one of opened) one.open = true;
  if (!renderer) return;
  sized(PAPER_DOTS);
  frame();
  copied();
});

/** The picture as one of the page itself: what is drawn in 3D just before printing is not printed. */
function copied() {
  const paper = el("papier");
  Object.assign(paper, { width: canvas.width, height: canvas.height });
  paper.getContext("2d").drawImage(canvas, 0, 0);
}

window.addEventListener("afterprint", () => {
  document.documentElement.classList.remove("druk");
  for (const one of opened) one.open = false;
  if (renderer) resized();
});
