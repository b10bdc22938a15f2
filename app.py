"""Le cadre du tableau de bord, et rien d’autre."""

import streamlit as st

st.set_page_config(page_title="Suivi de l’orientation", layout="wide")
st.title("Suivi de l’orientation")
st.write("Les pages arrivent.")
