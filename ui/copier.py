"""Copy to the clipboard: a sentence or a drawn chart, also where the browser refuses its clipboard."""

import json

import streamlit as st

_SCRIPT = """<script>(()=>{{
const b=document.getElementById({cle}); if(!b) return;
const dire=t=>{{b.textContent=t;setTimeout(()=>b.textContent={libelle},2500)}};
b.onclick=async()=>{{ {corps} }};
}})()</script>"""

_TEXTE = """
const s={contenu};
try {{ await navigator.clipboard.writeText(s); dire('Phrase copiée') }}
catch (e) {{
  const a=document.createElement('textarea'); a.value=s; a.style.position='fixed'; a.style.opacity=0;
  document.body.append(a); a.select();
  const ok=document.execCommand('copy'); a.remove();
  dire(ok ? 'Phrase copiée' : 'Copie refusée par le navigateur');
}}"""

_IMAGE = """
const bloc=document.querySelector('.st-key-'+{contenu}+' .js-plotly-plot');
if(!bloc) {{ dire('Graphique absent'); return }}
const fond={fond}, n=bloc.querySelectorAll('svg.main-svg'), k=2, r=bloc.getBoundingClientRect();
const c=document.createElement('canvas'); c.width=r.width*k; c.height=r.height*k;
const x=c.getContext('2d'); x.scale(k,k); x.fillStyle=fond; x.fillRect(0,0,r.width,r.height);
for(const s of n) {{
  const t=new Image();
  const d=new XMLSerializer().serializeToString(s);
  t.src='data:image/svg+xml;charset=utf-8,'+encodeURIComponent(d); await t.decode(); x.drawImage(t,0,0);
}}
const image=new Promise(f=>c.toBlob(f,'image/png'));
try {{ await navigator.clipboard.write([new ClipboardItem({{'image/png':image}})]); dire('Graphique copié') }}
catch (e) {{ dire('Copie refusée : prendre le PNG') }}"""


def _bouton(cle: str, libelle: str, corps: str) -> None:
    script = _SCRIPT.format(cle=json.dumps(cle), libelle=json.dumps(libelle), corps=corps)
    st.html(
        f'<button type="button" class="cf cf-copie" id="{cle}">{libelle}</button>{script}',
        unsafe_allow_javascript=True,
        width="content",
    )


def copier_phrase(cle: str, texte: str) -> None:
    """Button « Copier la phrase »; falls back on the old command where the clipboard is closed (http)."""
    _bouton(f"cp-{cle}", "Copier la phrase", _TEXTE.format(contenu=_js(texte)))


def copier_graphique(cle: str, fond: str) -> None:
    """Button « Copier le graphique »: the chart drawn in the container of key `cle`, on a plain ground."""
    _bouton(f"cg-{cle}", "Copier le graphique", _IMAGE.format(contenu=_js(cle), fond=_js(fond)))


def _js(texte: str) -> str:
    return json.dumps(texte).replace("</", "<\\/")


def langue_et_liens() -> None:
    """Say to the browser that the page is in French, put in French the few words that Streamlit writes in English,
    and open links of tables without reloading the page."""
    st.html(
        r"""<script>(()=>{
document.documentElement.lang='fr';
if(window.cfLiens) return; window.cfLiens=true;
const mots={'Upload':'Choisir des fichiers','Browse files':'Choisir des fichiers','No results':'Aucun résultat',
'Drag and drop files here':'Glisser les fichiers ici','Choose an option':'Choisir','Choose options':'Choisir'};
const lire=n=>{const t=n.nodeValue.trim();
  if(mots[t]) n.nodeValue=mots[t];
  else if(/^\d+MB per file/.test(t)) n.nodeValue=t.replace(/^(\d+)MB per file/,'$1 Mo par fichier')};
const tout=r=>{const w=document.createTreeWalker(r,NodeFilter.SHOW_TEXT);while(w.nextNode())lire(w.currentNode)};
new MutationObserver(l=>l.forEach(m=>m.addedNodes.forEach(n=>n.nodeType===1?tout(n):n.nodeType===3&&lire(n))))
  .observe(document.body,{childList:true,subtree:true});
tout(document.body);
document.addEventListener('click',e=>{
  const a=e.target.closest&&e.target.closest('a.cf-lien');
  if(!a||e.ctrlKey||e.metaKey||e.shiftKey||e.button) return;
  e.preventDefault(); history.pushState({},'',a.getAttribute('href'));
  dispatchEvent(new PopStateEvent('popstate',{state:{}}));
},true)})()</script>""",
        unsafe_allow_javascript=True,
    )
