// Looks at the pages in all frames of this one, and writes down a line for each thing that is wrong with them.
// Text that the reader cannot see because it is meant for other senses does not count.
(() => {
  const leastLetters = 11, slack = 1;
  const hidden = (node, win) => {
    for (let e = node; e && e.nodeType === 1; e = e.parentElement) {
      const style = win.getComputedStyle(e);
      if (style.display === "none" || style.visibility === "hidden" || style.clipPath !== "none") return true;
    }
    return false;
  };
  const boxesOf = (doc, win) => {
    const boxes = [];
    const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
    let number = 0;
    while (walker.nextNode()) {
      const text = walker.currentNode, parent = text.parentElement;
      if (!text.data.trim() || ["title", "desc", "style"].includes(parent.localName)) continue;
      if (hidden(parent, win)) continue;
      const svg = parent.closest("svg");
      let letters = parseFloat(win.getComputedStyle(parent).fontSize);
      let rects;
      if (svg) {
        letters *= svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
        rects = [parent.getBoundingClientRect()];
      } else {
        const range = doc.createRange();
        range.selectNodeContents(text);
        rects = [...range.getClientRects()];
      }
      for (const r of rects) {
        if (r.width > 0) boxes.push({ r, letters, number, svg, words: text.data.trim().slice(0, 40) });
      }
      number++;
    }
    for (const cell of doc.querySelectorAll("td")) {
      const before = win.getComputedStyle(cell, "::before");
      if (before.content !== "none" && before.display === "block" && parseFloat(before.fontSize) < leastLetters) {
        boxes.push({ r: cell.getBoundingClientRect(), letters: parseFloat(before.fontSize), number: -1, words: "heading of a cell" });
      }
    }
    return boxes;
  };
  const lines = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const doc = frame.contentDocument, win = frame.contentWindow, wide = frame.clientWidth;
    const say = what => lines.push(frame.title + " at " + wide + " px: " + what);
    const boxes = boxesOf(doc, win);
    lines.push("measured " + boxes.length + " in " + frame.title + " at " + wide + " px");
    if (doc.documentElement.scrollWidth > wide) say("scrolls sideways, " + doc.documentElement.scrollWidth + " px");
    for (const b of boxes) {
      if (b.letters < leastLetters) say("letters of " + b.letters.toFixed(1) + " px: " + b.words);
      if (b.r.left < -slack || b.r.right > wide + slack) say("outside of the page: " + b.words);
      if (b.svg) {
        const s = b.svg.getBoundingClientRect();
        if (b.r.left < s.left - slack || b.r.right > s.right + slack || b.r.top < s.top - slack || b.r.bottom > s.bottom + slack)
          say("outside of its picture: " + b.words);
      }
    }
    boxes.sort((a, b) => a.r.top - b.r.top);
    for (let i = 0; i < boxes.length; i++) {
      for (let k = i + 1; k < boxes.length && boxes[k].r.top < boxes[i].r.bottom; k++) {
        const a = boxes[i], b = boxes[k];
        const across = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
        const down = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
        if (a.number !== b.number && across > slack && down > slack) say("'" + a.words + "' lies on '" + b.words + "'");
      }
    }
  }
  const result = document.createElement("pre");
  result.id = "result";
  result.textContent = "BEGIN\n" + lines.join("\n") + "\nEND";
  document.body.append(result);
})();
