// Owns: making elements. Text goes in as text nodes only; nothing here (or anywhere) parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with properties and children. Strings become text; null, false and undefined are left out.
 * `class`, `on` (listeners), `data` and `style` (custom properties, through the CSSOM) are special;
 * a boolean sets or leaves out the attribute; the rest are attributes.
 * @param {string} tag @param {object} [props] @param {...any} children
 */
export function h(tag, props = {}, ...children) {
  return fill(dress(document.createElement(tag), props), children);
}

/** The same for SVG. */
export function svg(tag, props = {}, ...children) {
  return fill(dress(document.createElementNS(SVG, tag), props), children);
}

function dress(element, props) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.setAttribute("class", value);
    else if (name === "on")
      for (const [type, fn] of Object.entries(value)) element.addEventListener(type, fn);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "style")
      for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

function fill(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child.nodeType ? child : String(child));
  }
  return element;
}

/** Empty an element and put these children in. */
export function replace(element, ...children) {
  element.replaceChildren();
  return fill(element, children);
}

let serial = 0;
/** An id for aria-labelledby and the like, unique on this page. */
export function uid(prefix = "i") {
  serial += 1;
  return `${prefix}-${serial}`;
}

/** Wait for a pause of `ms` before calling; later calls replace earlier ones. */
export function debounce(fn, ms) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => fn(...args), ms);
  };
}

/** What Tab can reach inside an element, in order. */
export function tabbables(root) {
  const all = root.querySelectorAll(
    'a[href], button, input, select, textarea, [contenteditable="true"], [tabindex="0"]',
  );
  return [...all].filter(
    (el) => !el.disabled && el.tabIndex >= 0 && el.checkVisibility({ visibilityProperty: true }),
  );
}

/** Up, Down, Home and End move focus among the elements a selector finds; one of them is in the tab order. */
export function roving(container, selector) {
  const items = () => [...container.querySelectorAll(selector)];
  container.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, to))].focus();
  });
  container.addEventListener("focusin", (event) => {
    const item = event.target.closest(selector);
    if (!item || !container.contains(item)) return;
    for (const other of items()) other.tabIndex = other === item ? 0 : -1;
  });
}
