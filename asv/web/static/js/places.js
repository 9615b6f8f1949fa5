/* Selects of communes and quartiers. An area is a commune and the part of a quartier that lies in it. */
import * as reference from "./reference.js";

export const OUTSIDE = "HORS";

function option(value, label, isDisabled = false) {
  const node = new Option(label, value);
  node.disabled = isDisabled;
  return node;
}

/** List the communes, `chosen` selected or none. */
export function fillCommunes(select, chosen = "") {
  const first = option("", select.dataset.asvInvite, true);
  const communes = reference.communes().map(({ code, nom }) => option(code, nom));
  select.replaceChildren(first, ...communes);
  select.value = chosen;
}

/** List the quartiers of one commune, and its part outside any. */
export function fillQpv(select, commune, chosen = "") {
  const first = option("", select.dataset.asvInvite, true);
  const outside = option(OUTSIDE, select.dataset.asvHors);
  const quartiers = reference.qpvOf(commune).map((code) => option(code, reference.qpvName(code)));
  select.replaceChildren(first, ...quartiers, outside);
  select.value = commune && !quartiers.length ? OUTSIDE : chosen;
  select.disabled = !commune;
}

/** List every quartier under its communes, values "commune quartier". */
export function fillAreas(select) {
  const groups = reference.communes().filter(({ qpv }) => qpv.length);
  const nodes = groups.map(({ code, nom, qpv }) => {
    const group = document.createElement("optgroup");
    group.label = nom;
    group.append(...qpv.map((quartier) => option(`${code} ${quartier}`, reference.qpvName(quartier))));
    return group;
  });
  select.replaceChildren(option("", select.dataset.asvInvite, true), ...nodes);
  select.value = "";
}

export function inWords({ commune, qpv }, outside) {
  return `${reference.communeName(commune)} – ${qpv ? reference.qpvName(qpv) : outside}`;
}
