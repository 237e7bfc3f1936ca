"""样例: a year in the life of the fictional township 云溪镇, made through the acts."""
