// What the page can do without, and is nicer with: it keeps itself up to date, and looks for PVCs while one types.
"use strict";
(() => {
  const every = 10_000, patience = 8_000, pause = 250;
  const outdated = document.getElementById("outdated"), news = document.getElementById("news");
  let asked = 0, typing = 0, lastGood = new Date();

  // The page as the server has it now takes the place of the one that is shown; who reads or types in it notices nothing.
  async function refresh(address, keepsForm) {
    const turn = ++asked, stop = new AbortController(), timer = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await fetch(address, { signal: stop.signal, headers: { accept: "text/html" }, cache: "no-store" });
      if (answer.status !== 404 && !answer.ok) throw new Error(`the controller answers ${answer.status}`);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn !== asked) return;
      show(fresh, keepsForm);
      lastGood = new Date();
      outdated.hidden = true;
    } catch {
      if (turn !== asked) return;
      const text = `Out of date: the controller has not answered since ${lastGood.toISOString().slice(11, 16)} UTC.`;
      if (outdated.textContent !== text) outdated.textContent = text;
      outdated.hidden = false;
    } finally {
      clearTimeout(timer);
    }
  }

  function show(fresh, keepsForm) {
    const main = document.getElementById("main"), next = fresh.getElementById("main");
    if (!next) return;
    const focus = placeOf(document.activeElement), open = [...main.querySelectorAll("details[open]")].map(one => one.id);
    const form = main.querySelector("#filter"), nextForm = next.querySelector("#filter"), { scrollX, scrollY } = window;
    const before = document.title;
    for (const id of open) next.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    if (form && nextForm && (keepsForm || form.contains(document.activeElement) || isEdited(form))) keep(form, nextForm, main, next);
    else main.replaceChildren(...next.childNodes);
    for (const part of [".asof", "footer"]) document.querySelector(part).replaceChildren(...fresh.querySelector(part).childNodes);
    document.title = fresh.title;
    if (before !== fresh.title) news.textContent = fresh.title;
    if (focus && document.activeElement === document.body) find(focus)?.focus({ preventScroll: true });
    window.scrollTo(scrollX, scrollY);
  }

  // A form that is moved loses the focus and the cursor, so everything around it is exchanged instead.
  function keep(form, nextForm, main, next) {
    exchange(main, next);
    function exchange(old, fresh) {
      const [mine, its] = [child(old, form), child(fresh, nextForm)];
      while (mine.previousSibling) mine.previousSibling.remove();
      while (mine.nextSibling) mine.nextSibling.remove();
      while (its.previousSibling) old.insertBefore(fresh.firstChild, mine);
      while (its.nextSibling) old.append(its.nextSibling);
      if (mine !== form) exchange(mine, its);
    }
    function child(ancestor, node) {
      while (node.parentNode !== ancestor) node = node.parentNode;
      return node;
    }
  }

  const isEdited = form => [...form.elements].some(field =>
    field.tagName === "SELECT" ? [...field.options].some(option => option.selected !== option.defaultSelected) && field.value !== "" : "defaultValue" in field && field.value !== field.defaultValue);

  // Links have no ids; the same place is the same address in the same part of the page.
  function placeOf(element) {
    if (!element || !document.getElementById("main").contains(element)) return null;
    if (element.id) return { id: element.id };
    if (element.tagName === "SUMMARY") return { summaryOf: element.parentElement.id };
    return element.tagName === "A" ? { link: element.getAttribute("href"), label: element.textContent } : null;
  }

  function find(place) {
    if (place.id) return document.getElementById(place.id);
    if (place.summaryOf) return document.querySelector(`#${CSS.escape(place.summaryOf)} > summary`);
    const links = [...document.querySelectorAll("#main a")].filter(link => link.getAttribute("href") === place.link);
    return links.find(link => link.textContent === place.label) ?? links[0];
  }

  function search(form) {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.set(name, value);
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
    refresh(location.href, true).then(() => {
      const count = document.getElementById("count");
      if (count) news.textContent = count.textContent;
    });
  }

  document.addEventListener("input", event => {
    const form = event.target.closest("#filter");
    if (!form) return;
    clearTimeout(typing);
    typing = setTimeout(() => search(form), pause);
  });
  document.addEventListener("submit", event => {
    if (event.target.id !== "filter") return;
    event.preventDefault();
    clearTimeout(typing);
    search(event.target);
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(location.href); });
  setInterval(() => { if (!document.hidden && !String(getSelection())) refresh(location.href); }, every);
})();
