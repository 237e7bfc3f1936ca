// Progressive only: every page works without this file. No inline handlers, no eval (content security policy).
(function () {
  "use strict";
  const DRAFT = "bihuan-draft:";
  const OWNER = "bihuan-draft-owner";
  const DRAFT_DAYS = 7;

  function say(words) {
    const place = document.getElementById("bh-notice");
    if (!place) return;
    place.textContent = words;
    place.hidden = false;
    window.clearTimeout(say.timer);
    say.timer = window.setTimeout(() => { place.hidden = true; }, 6000);
  }

  // Copy: <button data-copy="#id-of-text"> copies the text or value of that element.
  async function copy(button) {
    const source = document.querySelector(button.dataset.copy);
    const text = "value" in source ? source.value : source.innerText;
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      copyBySelection(source, text);
    }
    say("已复制，可以粘贴到聊天里。");
  }

  function copyBySelection(source, text) {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  // Drafts: <form data-draft="name"> keeps what was typed in this browser until it is taken. Staff drafts belong to
  // one person and go when another signs in; public ones live as long as the tab.
  function store() {
    return document.body.dataset.drafts === "session" ? window.sessionStorage : window.localStorage;
  }

  function draftKeys(place) {
    return Object.keys(place).filter((key) => key.startsWith(DRAFT));
  }

  function forgetDrafts() {
    for (const place of [window.localStorage, window.sessionStorage]) {
      draftKeys(place).forEach((key) => place.removeItem(key));
    }
  }

  function checkOwner() {
    const person = document.body.dataset.person;
    if (!person) return;
    if (window.localStorage.getItem(OWNER) !== person) forgetDrafts();
    window.localStorage.setItem(OWNER, person);
    const oldest = Date.now() - DRAFT_DAYS * 86400000;
    for (const key of draftKeys(window.localStorage)) {
      const draft = JSON.parse(window.localStorage.getItem(key) || "{}");
      if (!draft.at || draft.at < oldest) window.localStorage.removeItem(key);
    }
  }

  function keptFields(form) {
    return Array.from(form.elements).filter(
      (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type)
        && !field.hasAttribute("data-no-draft"));
  }

  function draftOf(form) {
    return DRAFT + form.dataset.draft;
  }

  function keepDraft(form) {
    const values = keptFields(form).map((field) => [
      field.name,
      ["checkbox", "radio"].includes(field.type) ? (field.checked ? field.value : null) : field.value,
    ]);
    store().setItem(draftOf(form), JSON.stringify({ at: Date.now(), values }));
  }

  // A draft goes only once the server has taken the form: until then it is marked as sent, and a page that says
  // otherwise (signing in again, an error) takes the mark off.
  function markSent(form) {
    const kept = store().getItem(draftOf(form));
    if (kept) store().setItem(draftOf(form), JSON.stringify({ ...JSON.parse(kept), sent: true }));
  }

  function settleDrafts() {
    const isRefused = "keepDrafts" in document.body.dataset;
    const isTaken = document.querySelector(".bh-message-success") !== null;
    for (const key of draftKeys(store())) {
      const draft = JSON.parse(store().getItem(key));
      if (!draft.sent) continue;
      const name = key.slice(DRAFT.length);
      const isHere = document.querySelector(`form[data-draft="${CSS.escape(name)}"]`) !== null;
      if (isRefused || (isHere && !isTaken)) {
        store().setItem(key, JSON.stringify({ ...draft, sent: false }));
      } else {
        store().removeItem(key);
      }
    }
  }

  function dropSent() {
    draftKeys(store()).forEach((key) => {
      if (JSON.parse(store().getItem(key)).sent) store().removeItem(key);
    });
  }

  function bringBack(form) {
    const kept = store().getItem(draftOf(form));
    // A form that came back from the server with errors already holds what was typed.
    if (!kept || form.querySelector(".has-error")) return;
    const values = JSON.parse(kept).values;
    let brought = false;
    keptFields(form).forEach((field, index) => {
      const [name, value] = values[index] || [];
      if (name !== field.name) return;
      if (["checkbox", "radio"].includes(field.type)) {
        field.checked = value === field.value;
      } else if (value && value !== field.value) {
        field.value = value;
        brought = true;
      }
    });
    if (brought) say("上次没有提交的内容已经带回来了。");
  }

  function prepare(root) {
    root.querySelectorAll("form[data-draft]").forEach((form) => {
      bringBack(form);
      form.addEventListener("input", () => keepDraft(form));
      form.addEventListener("submit", () => markSent(form));
    });
    root.querySelectorAll("form[data-forget-drafts]").forEach((form) => {
      form.addEventListener("submit", forgetDrafts);
    });
    const focus = root.querySelector("[data-focus]");
    if (focus) focus.focus();
  }

  // Dialogs: <button data-open="#dialog-id"> opens a <dialog>; [data-close] inside closes it. Without script the
  // button is a link or the dialog carries the attribute `open`.
  function onClick(event) {
    const button = event.target.closest("[data-copy], [data-open], [data-close], [data-print], [data-check-all]");
    closeMenus(event.target);
    if (!button) return;
    if (button.dataset.copy) copy(button);
    if (button.dataset.open) {
      const dialog = document.querySelector(button.dataset.open);
      if (!dialog) return;
      event.preventDefault();
      dialog.showModal();
    }
    if ("close" in button.dataset) button.closest("dialog").close();
    if ("print" in button.dataset) window.print();
    if (button.dataset.checkAll) {
      document.querySelectorAll(`input[name="${button.dataset.checkAll}"]`)
        .forEach((box) => { box.checked = button.checked; });
    }
  }

  function closeMenus(target) {
    document.querySelectorAll("details.bh-menu[open]").forEach((menu) => {
      if (!menu.contains(target)) menu.removeAttribute("open");
    });
  }

  function onKey(event) {
    if (event.key === "Escape") closeMenus(document.body);
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing) {
      const box = document.getElementById("bh-search-box");
      if (box) { event.preventDefault(); box.focus(); }
    }
  }

  // Filters that send themselves: <select data-send-on-change>; without script there is the button beside it.
  function onChange(event) {
    if (event.target.matches("[data-send-on-change]")) event.target.form.requestSubmit();
  }

  function once(event) {
    const form = event.target;
    if (form.method !== "post" || form.dataset.sent) {
      if (form.dataset.sent) event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    window.setTimeout(() => { delete form.dataset.sent; }, 8000);
  }

  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("change", onChange);
  document.addEventListener("submit", once);
  document.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    const plain = (answer.getResponseHeader("Content-Type") || "").startsWith("text/plain");
    say(plain ? answer.responseText : "没有办成，请刷新页面再试；已填的内容还在。");
  });
  document.addEventListener("htmx:sendError", () => say("网络不通，请检查网络后再试；已填的内容还在。"));
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status < 300 && event.detail.requestConfig.verb !== "get") dropSent();
  });
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) prepare(event.detail.elt);
  });
  document.documentElement.classList.add("has-js");
  checkOwner();
  settleDrafts();
  prepare(document);
})();
