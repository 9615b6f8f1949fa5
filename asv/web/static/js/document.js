/* A text of a document is kept at each pause of the keyboard. The server decides: kept, kept beside another's, refused.
   Bound to form[data-asv-enregistrer]; without this module the button does the same. */
const PAUSE = 1500;
const AGAIN = 5000;

function bind(form) {
  const field = form.querySelector("textarea");
  const part = (name) => form.querySelector(`[data-asv-part=${name}]`);
  const [state, refusal, question] = ["etat", "refus", "question"].map(part);
  let kept = field.value;
  let waiting, sending = false, torn = false;

  const say = (word) => { state.textContent = state.dataset[word]; };
  const later = (delay) => { clearTimeout(waiting); waiting = setTimeout(save, delay); };

  function keep(sent, { version, a_cote: aside }) {
    kept = sent;
    torn ||= aside;
    form.elements.version.value = version;
    refusal.hidden = question.hidden = true;
    say(torn ? "croise" : "garde");
  }

  function refuse({ refus, question: asked }) {
    refusal.textContent = refus || refusal.dataset.sinon;
    refusal.hidden = false;
    question.hidden = !asked;
    say("attend");
  }

  async function save() {
    const sent = field.value;
    if (sending || sent === kept) return;
    sending = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error" });
      if (answer.status === 401) {
        say("session");
        later(AGAIN);
      } else if (answer.ok) keep(sent, await answer.json());
      else refuse(await answer.json().catch(() => ({})));
    } catch {
      say("reseau");
      later(AGAIN);
    }
    sending = false;
    if (field.value !== sent) later(PAUSE);
  }

  field.addEventListener("input", () => { say("attend"); later(PAUSE); });
  question.addEventListener("change", save);
  form.addEventListener("submit", () => { kept = field.value; });
  addEventListener("beforeunload", (event) => { if (field.value !== kept) event.preventDefault(); });
}

for (const form of document.querySelectorAll("form[data-asv-enregistrer]")) bind(form);
