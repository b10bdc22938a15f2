"""What the page does in the browser by itself: copy a sentence or a chart, print, follow a link without reloading.

One script, always the same, put once a page: it reads what is to be copied from the button, so that nothing that a
sender wrote is ever part of a script, and the server may let no other run (`serveur.py`).
"""

from markupsafe import Markup

from ui import porte

CODE = r"""(()=>{
document.documentElement.lang='fr';
if(window.cfPret) return; window.cfPret=true;
const mots={'Upload':'Choisir des fichiers','Browse files':'Choisir des fichiers','No results':'Aucun résultat',
'Drag and drop files here':'Glisser les fichiers ici','Choose an option':'Choisir','Choose options':'Choisir'};
const lire=n=>{const t=n.nodeValue.trim();
  if(mots[t]) n.nodeValue=mots[t];
  else if(/^\d+MB per file/.test(t)) n.nodeValue=t.replace(/^(\d+)MB per file/,'$1 Mo par fichier')};
const tout=r=>{const w=document.createTreeWalker(r,NodeFilter.SHOW_TEXT);while(w.nextNode())lire(w.currentNode)};
new MutationObserver(l=>l.forEach(m=>m.addedNodes.forEach(n=>n.nodeType===1?tout(n):n.nodeType===3&&lire(n))))
  .observe(document.body,{childList:true,subtree:true});
tout(document.body);
const dire=(b,t)=>{const l=b.dataset.cfNom||(b.dataset.cfNom=b.textContent);
  b.textContent=t; setTimeout(()=>b.textContent=l,2500)};
const phrase=async(b,s)=>{
  try { await navigator.clipboard.writeText(s); dire(b,'Phrase copiée') }
  catch (e) {
    const a=document.createElement('textarea'); a.value=s; a.style.position='fixed'; a.style.opacity=0;
    document.body.append(a); a.select();
    const ok=document.execCommand('copy'); a.remove();
    dire(b, ok ? 'Phrase copiée' : 'Copie refusée par le navigateur');
  }};
const graphique=async(b,cle,fond)=>{
  const bloc=document.querySelector('.st-key-'+cle.replace(/[^\w-]/g,'-')+' .js-plotly-plot');
  if(!bloc) { dire(b,'Graphique absent'); return }
  const n=bloc.querySelectorAll('svg.main-svg'), k=2, r=bloc.getBoundingClientRect();
  const c=document.createElement('canvas'); c.width=r.width*k; c.height=r.height*k;
  const x=c.getContext('2d'); x.scale(k,k); x.fillStyle=fond; x.fillRect(0,0,r.width,r.height);
  for(const s of n) {
    const t=new Image();
    const d=new XMLSerializer().serializeToString(s);
    t.src='data:image/svg+xml;charset=utf-8,'+encodeURIComponent(d); await t.decode(); x.drawImage(t,0,0);
  }
  const image=new Promise(f=>c.toBlob(f,'image/png'));
  try { await navigator.clipboard.write([new ClipboardItem({'image/png':image})]); dire(b,'Graphique copié') }
  catch (e) { dire(b,'Copie refusée : prendre le PNG') }};
document.addEventListener('click',e=>{
  const p=q=>e.target.closest&&e.target.closest(q);
  let b;
  if(b=p('[data-cf-phrase]')) return phrase(b,b.dataset.cfPhrase.replaceAll('\u2060',''));
  if(b=p('[data-cf-graphique]')) return graphique(b,b.dataset.cfGraphique,b.dataset.cfFond);
  if(p('#cf-imprimer')) return print();
  const a=p('a.cf-lien');
  if(!a||e.ctrlKey||e.metaKey||e.shiftKey||e.button) return;
  e.preventDefault(); history.pushState({},'',a.getAttribute('href'));
  dispatchEvent(new PopStateEvent('popstate',{state:{}}));
},true)})()"""


def copier_phrase(texte: str) -> None:
    """Button « Copier la phrase »; falls back on the old command where the clipboard is closed (http)."""
    bouton = Markup('<button type="button" class="cf cf-copie" data-cf-phrase="{}">Copier la phrase</button>')
    porte.html(bouton.format(porte.attribut(texte)), width="content")


def copier_graphique(cle: str, fond: str) -> None:
    """Button « Copier le graphique »: the chart drawn in the container of key `cle`, on a plain ground."""
    bouton = Markup(
        '<button type="button" class="cf cf-copie" data-cf-graphique="{}" data-cf-fond="{}">'
        "Copier le graphique</button>"
    )
    porte.html(bouton.format(cle, fond), width="content")


def langue_et_liens() -> None:
    """Say to the browser that the page is in French, put in French the few words that Streamlit writes in English,
    open links of tables without reloading the page, and answer to the buttons of this module."""
    porte.script(CODE)
