"""The Streamlit pieces that the pages are made of; nothing below this folder imports Streamlit."""
